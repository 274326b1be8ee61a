package org.ostler.driver.xen;

import java.io.StringWriter;
import java.util.Optional;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes the elements of one `<domain type='xen'>`. Used by one thread for one document.
final class DomainElements {
    private final StringWriter out = new StringWriter();
    private final XMLStreamWriter xml;

    DomainElements() {
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            xml.writeStartElement("domain");
            xml.writeAttribute("type", "xen");
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /// An element with text; attributes are names and values in turn.
    void text(String name, String content, String... attributes) {
        open(name, attributes);
        try {
            xml.writeCharacters(content);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        close();
    }

    /// An element without content.
    void empty(String name, String... attributes) {
        open(name, attributes);
        close();
    }

    /// Begins an element.
    void open(String name, String... attributes) {
        try {
            xml.writeStartElement(name);
            for (int i = 0; i < attributes.length; i += 2) {
                xml.writeAttribute(attributes[i], attributes[i + 1]);
            }
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Ends the element that was begun last.
    void close() {
        try {
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The domain's memory, in KiB.
    void memory(long mostKib, long currentKib) {
        text("memory", Long.toString(mostKib), "unit", "KiB");
        text("currentMemory", Long.toString(currentKib), "unit", "KiB");
    }

    /// The domain's virtual CPUs.
    void vcpus(int count, int current, Optional<String> cpuset) {
        open("vcpu", "placement", "static");
        try {
            if (cpuset.isPresent()) {
                xml.writeAttribute("cpuset", cpuset.get());
            }
            if (current < count) {
                xml.writeAttribute("current", Integer.toString(Math.max(1, current)));
            }
            xml.writeCharacters(Integer.toString(count));
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        close();
    }

    /// The whole document.
    String finish() {
        close();
        return out.toString();
    }
}
