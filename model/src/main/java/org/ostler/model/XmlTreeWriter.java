package org.ostler.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Makes the element that reading of the text would give, without the text between.
///
/// As [XmlWriter], for one element; its places in a text are 0. Not thread-safe.
final class XmlTreeWriter extends XmlWriter {
    /// What the prefix `xml` stands for everywhere (Namespaces in XML 1.0, 3).
    private static final String XML = "http://www.w3.org/XML/1998/namespace";

    private static final class Open {
        private final String name;
        private final List<XmlAttribute> attributes = new ArrayList<>();
        private final List<XmlNode> children = new ArrayList<>();

        Open(String name) {
            this.name = name;
        }
    }

    private final ArrayDeque<Open> open = new ArrayDeque<>();
    private final List<XmlNode> made = new ArrayList<>(1);

    XmlTreeWriter() {
        super(new StringBuilder(0), false);
    }

    /// What was written.
    XmlElement root() {
        if (!open.isEmpty() || made.size() != 1 || !(made.getFirst() instanceof XmlElement root)) {
            throw new IllegalStateException("not one whole element");
        }
        return root;
    }

    @Override
    public XmlWriter start(String name) {
        open.push(new Open(name));
        return this;
    }

    @Override
    public XmlWriter attribute(String name, String value) {
        open.element().attributes.add(new XmlAttribute(name, value));
        return this;
    }

    @Override
    public XmlWriter text(String text) {
        if (!text.isEmpty()) {
            add(new XmlText(text));
        }
        return this;
    }

    @Override
    public XmlWriter end() {
        Open done = open.element();
        String namespace = namespace(prefix(done.name));
        List<XmlAttribute> attributes = done.attributes.isEmpty() ? List.of() : inOrder(done);
        open.remove();
        add(new XmlElement(namespace, done.name, attributes, done.children, 0, 0));
        return this;
    }

    /// As the reader lists them: declarations last.
    private List<XmlAttribute> inOrder(Open element) {
        List<XmlAttribute> plain = new ArrayList<>(element.attributes.size());
        List<XmlAttribute> declarations = new ArrayList<>(0);
        for (XmlAttribute attribute : element.attributes) {
            String name = attribute.name();
            if (attribute.isDeclaration()) {
                declarations.add(new XmlAttribute(XmlBuilding.XMLNS, name, attribute.value()));
            } else if (name.indexOf(':') < 0) {
                plain.add(attribute);
            } else {
                plain.add(new XmlAttribute(namespace(prefix(name)), name, attribute.value()));
            }
        }
        plain.addAll(declarations);
        return plain;
    }

    private static String prefix(String name) {
        return name.substring(0, Math.max(0, name.indexOf(':')));
    }

    /// What a prefix stands for here; empty for one that nobody declares.
    private String namespace(String prefix) {
        String declaration = prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix;
        for (Open level : open) {
            for (XmlAttribute attribute : level.attributes) {
                if (attribute.name().equals(declaration)) {
                    return attribute.value();
                }
            }
        }
        return prefix.equals("xml") ? XML : "";
    }

    @Override
    public XmlWriter node(XmlNode node) {
        add(node);
        return this;
    }

    @Override
    XmlWriter foreign(XmlElement element) {
        return node(element);
    }

    @Override
    XmlWriter behindText(XmlNode node) {
        return node(node);
    }

    @Override
    XmlWriter open() {
        return this;
    }

    private void add(XmlNode node) {
        Open parent = open.peek();
        (parent == null ? made : parent.children).add(node);
    }
}
