package org.ostler.daemon.config;

import java.util.List;

/// A value as it is written in a configuration file.
public sealed interface ConfigValue {
    /// Text in quotes.
    record Text(String text) implements ConfigValue {}

    /// A whole number.
    record Whole(long number) implements ConfigValue {}

    /// Texts in brackets.
    record Texts(List<String> texts) implements ConfigValue {
        public Texts {
            texts = List.copyOf(texts);
        }
    }

    /// What it is, in words, for messages.
    default String kind() {
        return switch (this) {
            case Text text -> "the text \"" + text.text() + '"';
            case Whole whole -> "the number " + whole.number();
            case Texts texts -> "a list of " + texts.texts().size();
        };
    }
}
