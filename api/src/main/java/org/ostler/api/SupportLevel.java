package org.ostler.api;

/// Whether something works, said before it is tried.
public sealed interface SupportLevel {
    /// It works.
    record Supported() implements SupportLevel {}

    /// It works once a condition is met.
    ///
    /// @param condition what is missing, as a sentence
    /// @param remedy how to meet it, as a sentence
    record Needs(String condition, String remedy) implements SupportLevel {}

    /// It does not work here.
    ///
    /// @param reason why, as a sentence
    record Unsupported(String reason) implements SupportLevel {}

    /// Nobody can tell before it is tried: the other side is a C libvirtd that has no way to say.
    record Unknown() implements SupportLevel {}
}
