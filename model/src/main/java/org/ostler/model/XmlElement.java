package org.ostler.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An immutable XML element: its name, its attributes in document order, its content, and where it
/// began in the text.
///
/// Two elements are equal when name, namespace, attributes (in order) and content are; the place in
/// the text does not count. Instances may be shared between threads.
public final class XmlElement implements XmlNode {
    private final String namespace;
    private final String name;
    private final List<XmlAttribute> attributes;
    private final List<XmlNode> children;
    private final int line;
    private final int column;

    /// An element read from a text.
    ///
    /// @param namespace the namespace URI, empty for none
    /// @param name the name as written, with its prefix (`qemu:commandline`)
    /// @param line the line of its `<`, from 1; 0 when it was not read from a text
    /// @param column the column of its `<`, from 1, in UTF-16 units; 0 when it was not read from a
    ///   text
    public XmlElement(
            String namespace,
            String name,
            List<XmlAttribute> attributes,
            List<? extends XmlNode> children,
            int line,
            int column) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an element needs a name");
        }
        this.namespace = namespace;
        this.name = name;
        this.attributes = List.copyOf(attributes);
        this.children = List.copyOf(children);
        this.line = line;
        this.column = column;
    }

    /// An element that comes from no text, in no namespace.
    public XmlElement(
            String name, List<XmlAttribute> attributes, List<? extends XmlNode> children) {
        this("", name, attributes, children, 0, 0);
    }

    /// The namespace URI, empty for none.
    public String namespace() {
        return namespace;
    }

    /// The name as written, with its prefix.
    public String name() {
        return name;
    }

    /// The name without its prefix.
    public String localName() {
        return name.substring(name.indexOf(':') + 1);
    }

    /// Whether the element belongs to no namespace and bears this name.
    public boolean is(String plainName) {
        return namespace.isEmpty() && name.equals(plainName);
    }

    public List<XmlAttribute> attributes() {
        return attributes;
    }

    public List<XmlNode> children() {
        return children;
    }

    /// The line of the element's `<`, from 1; 0 when it was not read from a text.
    public int line() {
        return line;
    }

    /// The column of the element's `<`, from 1; 0 when it was not read from a text.
    public int column() {
        return column;
    }

    /// The value of the attribute that is written with exactly this name.
    public Optional<String> attribute(String attributeName) {
        for (XmlAttribute attribute : attributes) {
            if (attribute.name().equals(attributeName)) {
                return Optional.of(attribute.value());
            }
        }
        return Optional.empty();
    }

    /// The first child element in no namespace with this name.
    public Optional<XmlElement> child(String childName) {
        for (XmlNode node : children) {
            if (node instanceof XmlElement element && element.is(childName)) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    /// Every child element in no namespace with this name, in document order.
    public List<XmlElement> children(String childName) {
        // No stream: checks ask this of every element that there could be.
        List<XmlElement> found = new ArrayList<>(0);
        for (XmlNode node : children) {
            if (node instanceof XmlElement element && element.is(childName)) {
                found.add(element);
            }
        }
        return List.copyOf(found);
    }

    /// The element's own text: all its text nodes joined, those of child elements left out.
    public String text() {
        if (children.size() == 1 && children.getFirst() instanceof XmlText only) {
            return only.text();
        }
        var joined = new StringBuilder();
        for (XmlNode node : children) {
            if (node instanceof XmlText text) {
                joined.append(text.text());
            }
        }
        return joined.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof XmlElement that
                && name.equals(that.name)
                && namespace.equals(that.namespace)
                && attributes.equals(that.attributes)
                && children.equals(that.children);
    }

    @Override
    public int hashCode() {
        return (name.hashCode() * 31 + attributes.hashCode()) * 31 + children.hashCode();
    }

    /// The element as XML text, for logs and failure messages.
    @Override
    public String toString() {
        return XmlWriter.toString(this);
    }
}
