package org.ostler.model;

import java.util.Optional;

/// An element or attribute of the domain format, as the model knows it.
///
/// @param path its place without numbers: `/domain/devices/disk/target/@bus`
/// @param values what an attribute, or the text of an element, may be: `one of 'ide', 'scsi'`;
///   empty for an element without text, and where the model does not look at it
/// @param absent what it means where it is not written, for every driver; empty where that is a
///   driver's choice, or nothing
/// @param required whether the element around it must have it
/// @param several whether there may be several
/// @param typed whether the model has a type for it; else it is kept as it is
public record FormatPlace(
        String path,
        String values,
        Optional<String> absent,
        boolean required,
        boolean several,
        boolean typed) {
    /// Whether this is an attribute.
    public boolean isAttribute() {
        return name().startsWith("@");
    }

    /// The last part of the path: `@bus`, `target`.
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// The path of the element around it; empty for the root.
    public String parent() {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /// Two descriptions of one place, which several variants of an element have, or an element and
    /// its text.
    FormatPlace or(FormatPlace other) {
        if (values.isEmpty() || other.values.isEmpty()) {
            FormatPlace text = values.isEmpty() ? other : this;
            return new FormatPlace(
                    path,
                    text.values,
                    text.absent,
                    text.required,
                    several || other.several,
                    typed || other.typed);
        }
        boolean same = values.equals(other.values);
        return new FormatPlace(
                path,
                same ? values : values + ", or " + other.values,
                absent.equals(other.absent) ? absent : Optional.empty(),
                required && other.required,
                several || other.several,
                typed || other.typed);
    }
}
