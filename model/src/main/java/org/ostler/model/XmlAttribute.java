package org.ostler.model;

import java.util.Objects;

/// An attribute of an element, namespace declarations (`xmlns`, `xmlns:qemu`) included.
///
/// @param namespace the namespace URI that the name's prefix stands for; empty for a name without
///   prefix
/// @param name the name as written, with its prefix: `type`, `xml:lang`, `xmlns:qemu`
/// @param value the value, unescaped
public record XmlAttribute(String namespace, String name, String value) {
    public XmlAttribute {
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(name);
        Objects.requireNonNull(value);
    }

    /// An attribute in no namespace.
    public XmlAttribute(String name, String value) {
        this("", name, value);
    }

    /// Whether it declares a namespace.
    public boolean isDeclaration() {
        return name.startsWith("xmlns") && (name.length() == 5 || name.charAt(5) == ':');
    }
}
