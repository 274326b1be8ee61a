package org.ostler.model.diff;

import org.ostler.model.XmlAttribute;
import org.ostler.model.XmlComment;
import org.ostler.model.XmlElement;
import org.ostler.model.XmlNode;
import org.ostler.model.XmlText;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What is in an element, apart from the order of attributes and white space between elements.
/// Pure.
final class Content {
    private Content() {}

    /// A text that is the same for equal elements, for comparing only.
    static String of(XmlElement element) {
        StringBuilder out = new StringBuilder();
        append(element, out);
        return out.toString();
    }

    private static void append(XmlElement element, StringBuilder out) {
        out.append('<').append(name(element));
        attributes(element).stream()
                .sorted(Comparator.comparing(Content::name))
                .forEach(a -> out.append('\0').append(name(a)).append('\1').append(a.value()));
        out.append('>').append(text(element));
        for (XmlNode node : element.children()) {
            switch (node) {
                case XmlElement child -> append(child, out);
                case XmlComment comment -> out.append('\2').append(comment.text());
                case XmlText _ -> {}
            }
        }
        out.append("</>");
    }

    /// Its own text; white space between child elements is none.
    static String text(XmlElement element) {
        String text = element.text();
        boolean parent = element.children().stream().anyMatch(XmlElement.class::isInstance);
        return parent && text.isBlank() ? "" : text;
    }

    /// Its attributes without the declarations of namespaces.
    static List<XmlAttribute> attributes(XmlElement element) {
        return element.attributes().stream().filter(a -> !a.isDeclaration()).toList();
    }

    /// The comments in it, sorted.
    static List<String> comments(XmlElement element) {
        List<String> comments = new ArrayList<>();
        for (XmlNode node : element.children()) {
            if (node instanceof XmlComment comment) {
                comments.add(comment.text());
            }
        }
        comments.sort(Comparator.naturalOrder());
        return comments;
    }

    /// Its child elements.
    static List<XmlElement> elements(XmlElement element) {
        return element.children().stream()
                .filter(XmlElement.class::isInstance)
                .map(XmlElement.class::cast)
                .toList();
    }

    /// Whether there is nothing in it.
    static boolean isBare(XmlElement element) {
        return attributes(element).isEmpty()
                && text(element).isEmpty()
                && comments(element).isEmpty()
                && elements(element).isEmpty();
    }

    /// The name by which it is known, whatever prefix its namespace has.
    static String name(XmlElement element) {
        return element.namespace().isEmpty()
                ? element.name()
                : "{" + element.namespace() + "}" + element.localName();
    }

    /// The name by which it is known, whatever prefix its namespace has.
    static String name(XmlAttribute attribute) {
        String local = attribute.name().substring(attribute.name().indexOf(':') + 1);
        return attribute.namespace().isEmpty()
                ? attribute.name()
                : "{" + attribute.namespace() + "}" + local;
    }
}
