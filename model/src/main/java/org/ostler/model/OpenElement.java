package org.ostler.model;

import java.util.ArrayList;
import java.util.List;

/// An element whose end has not come yet.
final class OpenElement {
    final String namespace;
    final String name;
    final List<XmlAttribute> attributes;
    final List<XmlNode> children = new ArrayList<>();
    final int line;
    final int column;
    boolean words;
    boolean structure;

    OpenElement(
            String namespace, String name, List<XmlAttribute> attributes, int line, int column) {
        this.namespace = namespace;
        this.name = name;
        this.attributes = attributes;
        this.line = line;
        this.column = column;
    }

    XmlElement close() {
        if (structure && !words) {
            children.removeIf(XmlText.class::isInstance);
        }
        return new XmlElement(namespace, name, attributes, children, line, column);
    }
}
