package org.ostler.model;

import java.util.Objects;

/// A comment.
///
/// @param text what stands between `<!--` and `-->`; never contains `--` and does not end with `-`
public record XmlComment(String text) implements XmlNode {
    public XmlComment {
        Objects.requireNonNull(text);
        if (text.contains("--") || text.endsWith("-")) {
            throw new IllegalArgumentException("a comment cannot contain '--' or end with '-'");
        }
    }
}
