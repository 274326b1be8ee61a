package org.ostler.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// An element whose end has not come yet.
final class OpenElement {
    private static final XmlNode[] NONE = {};

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
        XmlNode[] content = children.toArray(NONE);
        if (structure && !words) {
            int left = 0;
            for (XmlNode node : content) {
                if (!(node instanceof XmlText)) {
                    content[left++] = node;
                }
            }
            content = Arrays.copyOf(content, left);
        }
        return new XmlElement(namespace, name, attributes, List.of(content), line, column);
    }
}
