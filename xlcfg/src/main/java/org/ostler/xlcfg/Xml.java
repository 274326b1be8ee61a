package org.ostler.xlcfg;

import org.ostler.model.SpecException;
import org.ostler.model.XmlAttribute;
import org.ostler.model.XmlElement;
import org.ostler.model.XmlNode;
import org.ostler.model.XmlText;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Builds an element piece by piece, and asks elements questions.
///
/// Used by one thread and then dropped.
final class Xml {
    private final String namespace;
    private final String name;
    private final List<XmlAttribute> attributes = new ArrayList<>();
    private final List<XmlNode> children = new ArrayList<>();

    private Xml(String namespace, String name) {
        this.namespace = namespace;
        this.name = name;
    }

    static Xml of(String name) {
        return new Xml("", name);
    }

    static Xml of(String namespace, String name) {
        return new Xml(namespace, name);
    }

    Xml with(String attribute, String value) {
        attributes.add(new XmlAttribute(attribute, legal(value)));
        return this;
    }

    Xml with(String attribute, long value) {
        return with(attribute, Long.toString(value));
    }

    Xml with(String attribute, Optional<String> value) {
        value.ifPresent(is -> with(attribute, is));
        return this;
    }

    Xml add(Xml child) {
        children.add(child.build());
        return this;
    }

    Xml add(XmlElement child) {
        children.add(child);
        return this;
    }

    Xml add(Optional<Xml> child) {
        child.ifPresent(this::add);
        return this;
    }

    Xml addAll(List<Xml> some) {
        some.forEach(this::add);
        return this;
    }

    /// Adds `<child>text</child>`.
    Xml text(String child, String text) {
        return add(of(child).text(text));
    }

    /// Adds `<child>text</child>` when there is a text.
    Xml text(String child, Optional<String> text) {
        text.ifPresent(is -> text(child, is));
        return this;
    }

    Xml text(String text) {
        children.add(new XmlText(legal(text)));
        return this;
    }

    /// The text, if XML can carry it.
    private static String legal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair =
                    Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1));
            boolean control = c < ' ' && c != '\t' && c != '\n' && c != '\r';
            if (control || c >= 0xfffe || (Character.isSurrogate(c) && !pair)) {
                throw new SpecException(
                        SpecException.Kind.CONTENT,
                        0,
                        0,
                        "",
                        "a value holds the character " + (int) c + ", which XML cannot carry",
                        "");
            }
            i += pair ? 1 : 0;
        }
        return text;
    }

    boolean isEmpty() {
        return children.isEmpty() && attributes.isEmpty();
    }

    XmlElement build() {
        return new XmlElement(namespace, name, attributes, children, 0, 0);
    }

    /// The text of a child element, when there is one and it says something.
    static Optional<String> childText(XmlElement parent, String name) {
        return parent.child(name).map(XmlElement::text).filter(text -> !text.isEmpty());
    }

    /// An attribute of a child element.
    static Optional<String> childAttribute(XmlElement parent, String child, String attribute) {
        return parent.child(child).flatMap(element -> element.attribute(attribute));
    }

    /// Whether an attribute has a value.
    static boolean is(XmlElement element, String attribute, String value) {
        return element.attribute(attribute).filter(value::equals).isPresent();
    }

    /// An attribute as a number: decimal, or hexadecimal behind `0x`.
    static Optional<Long> number(XmlElement element, String attribute) {
        return element.attribute(attribute)
                .map(text -> text.startsWith("0x") ? text : text.replaceFirst("^0+(?=.)", ""))
                .map(XlNumbers::parse)
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong);
    }
}
