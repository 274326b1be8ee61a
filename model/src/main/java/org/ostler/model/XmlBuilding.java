package org.ostler.model;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// One reading; the stack of open elements and the cursor that finds where each began.
final class XmlBuilding {
    private final XmlReader.Limits limits;
    private final TagCursor cursor;
    private final List<OpenElement> stack = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final @Nullable XmlText[] indents = new XmlText[64];
    private int elements;

    XmlBuilding(String source, XmlReader.Limits limits) {
        this.limits = limits;
        this.cursor = new TagCursor(source);
    }

    XmlElement run(XMLStreamReader reader) throws XMLStreamException {
        XmlElement root = null;
        while (reader.hasNext()) {
            switch (next(reader)) {
                case XMLStreamConstants.START_ELEMENT -> start(reader);
                case XMLStreamConstants.END_ELEMENT -> {
                    flushText();
                    XmlElement closed = stack.removeLast().close();
                    if (stack.isEmpty()) {
                        root = closed;
                    } else {
                        stack.getLast().children.add(closed);
                    }
                }
                case XMLStreamConstants.CHARACTERS,
                        XMLStreamConstants.CDATA,
                        XMLStreamConstants.SPACE ->
                        text.append(
                                reader.getTextCharacters(),
                                reader.getTextStart(),
                                reader.getTextLength());
                case XMLStreamConstants.COMMENT -> comment(reader.getText());
                case XMLStreamConstants.DTD ->
                        throw fail(
                                SpecException.Kind.SYNTAX,
                                "a document type declaration is not allowed",
                                "");
                default -> {}
            }
        }
        if (root == null) {
            throw fail(SpecException.Kind.SYNTAX, "the XML text has no element", "");
        }
        return root;
    }

    /// The JDK's reader stumbles over some malformed texts instead of refusing them, above all in
    /// document types: it looks for words that its message catalogue has not got.
    private static int next(XMLStreamReader reader) throws XMLStreamException {
        try {
            return reader.next();
        } catch (RuntimeException stumbled) {
            throw new XMLStreamException(
                    "Message: the parser cannot read it (" + stumbled.getMessage() + ")",
                    reader.getLocation(),
                    stumbled);
        }
    }

    private void start(XMLStreamReader reader) {
        flushText();
        cursor.nextStartTag();
        if (stack.size() >= limits.depth()) {
            throw fail(
                    SpecException.Kind.LIMIT,
                    "the elements are nested too deep",
                    "at most " + limits.depth());
        }
        if (++elements > limits.elements()) {
            throw fail(
                    SpecException.Kind.LIMIT,
                    "there are too many elements",
                    "at most " + limits.elements());
        }
        String uri = reader.getNamespaceURI();
        stack.add(
                new OpenElement(
                        uri == null ? "" : uri,
                        qualified(reader.getPrefix(), reader.getLocalName()),
                        attributes(reader),
                        cursor.line,
                        cursor.column));
        if (stack.size() > 1) {
            stack.get(stack.size() - 2).structure = true;
        }
    }

    private List<XmlAttribute> attributes(XMLStreamReader reader) {
        int plain = reader.getAttributeCount();
        int declared = reader.getNamespaceCount();
        if (plain + declared == 0) {
            return List.of();
        }
        if (plain + declared > limits.attributes()) {
            throw fail(
                    SpecException.Kind.LIMIT,
                    "element '" + reader.getLocalName() + "' has too many attributes",
                    "at most " + limits.attributes());
        }
        var all = new XmlAttribute[plain + declared];
        for (int i = 0; i < plain; i++) {
            String uri = reader.getAttributeNamespace(i);
            all[i] =
                    new XmlAttribute(
                            uri == null ? "" : uri,
                            qualified(
                                    reader.getAttributePrefix(i), reader.getAttributeLocalName(i)),
                            reader.getAttributeValue(i));
        }
        for (int i = 0; i < declared; i++) {
            String prefix = reader.getNamespacePrefix(i);
            String uri = reader.getNamespaceURI(i);
            all[plain + i] =
                    new XmlAttribute(
                            XMLNS,
                            prefix == null ? "xmlns" : "xmlns:" + prefix,
                            uri == null ? "" : uri);
        }
        return List.of(all);
    }

    /// The namespace that declarations of namespaces are in.
    static final String XMLNS = "http://www.w3.org/2000/xmlns/";

    private static String qualified(String prefix, String localName) {
        return prefix == null || prefix.isEmpty() ? localName : prefix + ":" + localName;
    }

    private void comment(String comment) {
        if (!stack.isEmpty()) {
            flushText();
            stack.getLast().children.add(new XmlComment(comment));
            stack.getLast().structure = true;
        }
    }

    private void flushText() {
        if (text.isEmpty()) {
            return;
        }
        if (!stack.isEmpty()) {
            OpenElement parent = stack.getLast();
            XmlText run = run(stack.size());
            parent.children.add(run);
            parent.words |= !run.isBlank();
        }
        text.setLength(0);
    }

    /// The text since the last tag. Indentation is the same again and again at each depth, so the
    /// last blank run of a depth is used again when it fits.
    private XmlText run(int depth) {
        int slot = Math.min(depth, indents.length - 1);
        XmlText before = indents[slot];
        if (before != null && CharSequence.compare(before.text(), text) == 0) {
            return before;
        }
        var run = new XmlText(text.toString());
        if (run.isBlank()) {
            indents[slot] = run;
        }
        return run;
    }

    private SpecException fail(SpecException.Kind kind, String problem, String expected) {
        return new SpecException(kind, cursor.line, cursor.column, path(), problem, expected);
    }

    private String path() {
        var path = new StringBuilder();
        for (int i = 0; i < stack.size(); i++) {
            path.append('/').append(stack.get(i).name);
            if (i > 0) {
                int nth = 1;
                for (XmlNode before : stack.get(i - 1).children) {
                    nth +=
                            before instanceof XmlElement e && e.name().equals(stack.get(i).name)
                                    ? 1
                                    : 0;
                }
                if (nth > 1) {
                    path.append('[').append(nth).append(']');
                }
            }
            if (path.length() > 500) {
                return path.append("/…").toString();
            }
        }
        return path.toString();
    }

    SpecException syntax(XMLStreamException cause) {
        String message = String.valueOf(cause.getMessage());
        int detail = message.indexOf("Message: ");
        message = detail < 0 ? message : message.substring(detail + "Message: ".length());
        var location = cause.getLocation();
        int code = message.startsWith("JAXP0001") ? message.indexOf(": ") : -1;
        var located =
                new SpecException(
                        code < 0 ? SpecException.Kind.SYNTAX : SpecException.Kind.LIMIT,
                        location == null ? 0 : Math.max(location.getLineNumber(), 0),
                        location == null ? 0 : Math.max(location.getColumnNumber(), 0),
                        path(),
                        code < 0
                                ? "the XML is not well-formed: " + withoutFullStop(inWords(message))
                                : "the XML breaks a limit: "
                                        + withoutFullStop(message.substring(code + 2)),
                        "");
        located.initCause(cause);
        return located;
    }

    /// The JDK's StAX reader has no words for errors about namespaces; it gives `…#KEY?ARGUMENTS`.
    private static String inWords(String message) {
        int key = message.indexOf('#');
        int arguments = message.indexOf('?', key + 1);
        if (!message.startsWith("http://www.w3.org/") || key < 0 || arguments < 0) {
            return message;
        }
        String[] names = message.substring(arguments + 1).split("&", -1);
        String last = names[names.length - 1];
        return switch (message.substring(key + 1, arguments)) {
            case "AttributeNotUnique", "AttributeNSNotUnique" ->
                    "attribute '" + names[names.length > 1 ? 1 : 0] + "' is given twice";
            case "ElementPrefixUnbound" -> "the prefix of element '" + last + "' is not declared";
            case "AttributePrefixUnbound" ->
                    "the prefix of attribute '"
                            + names[names.length > 1 ? 1 : 0]
                            + "' is not declared";
            default -> message.substring(key + 1);
        };
    }

    private static String withoutFullStop(String message) {
        String line = message.strip().replace('\n', ' ').replace('"', '\'');
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
