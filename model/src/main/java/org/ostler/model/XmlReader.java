package org.ostler.model;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads a whole XML text into an [XmlElement], within limits and in time linear in its length.
///
/// A document type declaration is refused, whatever it says: nothing is ever expanded or fetched.
/// White space between elements is dropped unless the element has other text too; comments inside
/// the root are kept, those outside it and processing instructions are not. Every violation is a
/// [SpecException]. Bytes are UTF-8. Instances are immutable and may be shared between threads.
public final class XmlReader {
    /// What a text may cost before it is refused.
    ///
    /// @param bytes longest text, in bytes (for strings: in UTF-16 units)
    /// @param depth deepest nesting of elements
    /// @param attributes most attributes of one element, namespace declarations included
    /// @param elements most elements in all
    public record Limits(int bytes, int depth, int attributes, int elements) {
        /// 10 MiB, 256 deep, 256 attributes, 500,000 elements.
        public static final Limits STANDARD = new Limits(10 << 20, 256, 256, 500_000);
    }

    private static final XMLInputFactory FACTORY = factory();
    private static final XmlReader STANDARD = new XmlReader(Limits.STANDARD);

    private final Limits limits;

    public XmlReader(Limits limits) {
        this.limits = limits;
    }

    /// The reader with [Limits#STANDARD].
    public static XmlReader standard() {
        return STANDARD;
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_VALIDATING, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty("jdk.xml.elementAttributeLimit", "1000");
        return factory;
    }

    /// Reads UTF-8 text; a byte order mark is skipped.
    public XmlElement read(byte[] text) {
        if (text.length > limits.bytes()) {
            throw tooLong();
        }
        var decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        var bytes = ByteBuffer.wrap(text);
        try {
            return read(decoder.decode(bytes).toString());
        } catch (CharacterCodingException malformed) {
            throw badUtf8(text, bytes.position());
        }
    }

    /// Reads text that is decoded already; what an XML declaration says about an encoding is not
    /// looked at.
    public XmlElement read(String text) {
        if (text.length() > limits.bytes()) {
            throw tooLong();
        }
        var plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        var building = new Building(plain, limits);
        try {
            XMLStreamReader reader = open(plain);
            try {
                return building.run(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException malformed) {
            throw building.syntax(malformed);
        }
    }

    /// The JDK does not promise that its factory may be used by two threads at once.
    private static XMLStreamReader open(String text) throws XMLStreamException {
        synchronized (FACTORY) {
            return FACTORY.createXMLStreamReader(new StringReader(text));
        }
    }

    private SpecException tooLong() {
        return new SpecException(
                SpecException.Kind.LIMIT,
                0,
                0,
                "",
                "the XML text is too long",
                "at most " + limits.bytes() + " bytes");
    }

    private static SpecException badUtf8(byte[] text, int at) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < at; i++) {
            column++;
            if (text[i] == '\n') {
                line++;
                column = 1;
            }
        }
        return new SpecException(
                SpecException.Kind.SYNTAX,
                line,
                column,
                "",
                "the XML text is not encoded correctly",
                "UTF-8");
    }

    /// An element whose end has not come yet.
    private static final class Open {
        final String namespace;
        final String name;
        final List<XmlAttribute> attributes;
        final List<XmlNode> children = new ArrayList<>();
        final int line;
        final int column;
        boolean words;
        boolean structure;

        Open(String namespace, String name, List<XmlAttribute> attributes, int line, int column) {
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

    /// One reading; the stack of open elements and the cursor that finds where each began.
    private static final class Building {
        private final Limits limits;
        private final TagCursor cursor;
        private final List<Open> stack = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private int elements;

        Building(String source, Limits limits) {
            this.limits = limits;
            this.cursor = new TagCursor(source);
        }

        XmlElement run(XMLStreamReader reader) throws XMLStreamException {
            XmlElement root = null;
            while (reader.hasNext()) {
                switch (reader.next()) {
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
                    new Open(
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
            var all = new ArrayList<XmlAttribute>(plain + declared);
            for (int i = 0; i < plain; i++) {
                String uri = reader.getAttributeNamespace(i);
                all.add(
                        new XmlAttribute(
                                uri == null ? "" : uri,
                                qualified(
                                        reader.getAttributePrefix(i),
                                        reader.getAttributeLocalName(i)),
                                reader.getAttributeValue(i)));
            }
            for (int i = 0; i < declared; i++) {
                String prefix = reader.getNamespacePrefix(i);
                String uri = reader.getNamespaceURI(i);
                all.add(
                        new XmlAttribute(
                                XMLNS,
                                prefix == null ? "xmlns" : "xmlns:" + prefix,
                                uri == null ? "" : uri));
            }
            return all;
        }

        private static final String XMLNS = "http://www.w3.org/2000/xmlns/";

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
            if (!text.isEmpty()) {
                var run = new XmlText(text.toString());
                text.setLength(0);
                if (!stack.isEmpty()) {
                    stack.getLast().children.add(run);
                    stack.getLast().words |= !run.isBlank();
                }
            }
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
            boolean limit = message.startsWith("JAXP0001");
            var location = cause.getLocation();
            var located =
                    new SpecException(
                            limit ? SpecException.Kind.LIMIT : SpecException.Kind.SYNTAX,
                            location == null ? 0 : Math.max(location.getLineNumber(), 0),
                            location == null ? 0 : Math.max(location.getColumnNumber(), 0),
                            path(),
                            "the XML is not well-formed: " + withoutFullStop(inWords(message)),
                            "");
            located.initCause(cause);
            return located;
        }

        /// The JDK's StAX reader has no words for errors about namespaces; it gives
        /// `…#KEY?ARGUMENTS`.
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
                case "ElementPrefixUnbound" ->
                        "the prefix of element '" + last + "' is not declared";
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

    /// Finds the `<` of each start tag in turn. StAX tells only where an event ended, and not
    /// reliably; `<` cannot stand in an attribute, so the start tags can be found without parsing.
    private static final class TagCursor {
        private final String source;
        private int next;
        private int lineStart;
        private int counted;
        int line = 1;
        int column = 1;

        TagCursor(String source) {
            this.source = source;
        }

        void nextStartTag() {
            int at = next;
            while (true) {
                at = source.indexOf('<', at);
                if (at < 0 || at + 1 >= source.length()) {
                    return;
                }
                char kind = source.charAt(at + 1);
                if (kind == '/') {
                    at += 2;
                } else if (kind == '?') {
                    at = after("?>", at);
                } else if (kind != '!') {
                    break;
                } else if (source.startsWith("<!--", at)) {
                    at = after("-->", at + 4);
                } else if (source.startsWith("<![CDATA[", at)) {
                    at = after("]]>", at);
                } else {
                    at = after(">", at);
                }
            }
            next = at + 1;
            count(at);
        }

        private int after(String end, int from) {
            int found = source.indexOf(end, from);
            return found < 0 ? source.length() : found + end.length();
        }

        private void count(int at) {
            for (int newline = source.indexOf('\n', counted);
                    newline >= 0 && newline < at;
                    newline = source.indexOf('\n', newline + 1)) {
                line++;
                lineStart = newline + 1;
            }
            counted = at;
            column = at - lineStart + 1;
        }
    }
}
