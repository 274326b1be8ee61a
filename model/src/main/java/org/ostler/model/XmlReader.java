package org.ostler.model;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import javax.xml.stream.XMLInputFactory;
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

    /// What the quick decoder puts in place of malformed bytes.
    private static final char REPLACEMENT = '\uFFFD';

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
        // the JDK's own limits would come before ours, in its own words
        factory.setProperty("jdk.xml.elementAttributeLimit", "1000");
        factory.setProperty("jdk.xml.maxElementDepth", "0");
        return factory;
    }

    /// Reads UTF-8 text; a byte order mark is skipped.
    public XmlElement read(byte[] text) {
        if (text.length > limits.bytes()) {
            throw tooLong();
        }
        var quick = new String(text, StandardCharsets.UTF_8);
        if (quick.indexOf(REPLACEMENT) < 0) {
            return read(quick);
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
        var building = new XmlBuilding(plain, limits);
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
}
