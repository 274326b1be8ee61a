package org.ostler.model;

import java.util.Optional;

/// Small rules about text content.
final class Texts {
    private Texts() {}

    /// The text, unless there is nothing but white space in it.
    static Optional<String> unlessBlank(String text) {
        return XmlText.isBlank(text) ? Optional.empty() : Optional.of(text);
    }
}
