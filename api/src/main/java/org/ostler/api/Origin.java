package org.ostler.api;

import java.util.Objects;

/// One link of a fault's chain: what one layer has to say, in that layer's own code and words.
///
/// @param layer which layer speaks
/// @param component what speaks there, e.g. `qemu-system-x86_64`, `libxenlight`; empty where the
///   layer says it all
/// @param version the component's version; empty where unknown
/// @param operation what it was doing, e.g. `blockdev-add`, `libxl_domain_create_new`, `open`
/// @param subject on what: a domain's name, a device's alias, a path
/// @param code that layer's own code, e.g. `GenericError`, `ENOENT`, `ERROR_FAIL`; empty where it
///   has none
/// @param text that layer's own words, verbatim, at most a few lines
public record Origin(
        Layer layer,
        String component,
        String version,
        String operation,
        String subject,
        String code,
        String text) {
    public Origin {
        Objects.requireNonNull(layer);
        Objects.requireNonNull(component);
        Objects.requireNonNull(version);
        Objects.requireNonNull(operation);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(code);
        Objects.requireNonNull(text);
    }

    /// An origin that names its layer, operation, subject, code and words, and leaves component and
    /// version empty.
    public static Origin of(
            Layer layer, String operation, String subject, String code, String text) {
        return new Origin(layer, "", "", operation, subject, code, text);
    }
}
