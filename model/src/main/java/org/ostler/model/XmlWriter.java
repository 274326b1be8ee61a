package org.ostler.model;

import java.util.ArrayList;
import java.util.List;

/// Writes XML the way libvirt's tools print it: two blanks of indentation, attributes in single
/// quotes, `<a/>` for an element without content, a newline at the end.
///
/// Calls must nest (`start` … `end`); one thread at a time. Characters that XML 1.0 cannot carry
/// (controls, lone surrogates) are refused with [IllegalArgumentException]; tabs and newlines in
/// attributes are written as character references, so that they survive reading.
public sealed class XmlWriter permits XmlTreeWriter {
    private static final String[] INDENTS = indents();

    private final StringBuilder out;
    private final boolean mute;
    private final List<String> open = new ArrayList<>();
    private char quote = '\'';
    private boolean tagOpen;
    private boolean textWritten;
    private boolean hasKept;

    /// A writer with nothing in it yet.
    ///
    /// @param expectedChars a guess of the length of the result
    public XmlWriter(int expectedChars) {
        this(new StringBuilder(expectedChars), false);
    }

    XmlWriter(StringBuilder out, boolean mute) {
        this.out = out;
        this.mute = mute;
    }

    /// A writer that writes nothing, to ask what is written: see [#hasKept()].
    static XmlWriter mute() {
        return new XmlWriter(new StringBuilder(0), true);
    }

    /// Whether nothing is written, so that values need not be spelled.
    boolean isMute() {
        return mute;
    }

    /// The element as a text of its own, newline at the end.
    public static String toString(XmlElement element) {
        var writer = new XmlWriter(256);
        writer.node(element);
        return writer.toString();
    }

    /// Begins an element on a line of its own.
    public XmlWriter start(String name) {
        if (mute) {
            return this;
        }
        indent();
        out.append('<').append(name);
        open.add(name);
        tagOpen = true;
        textWritten = false;
        return this;
    }

    /// Notes that something of what follows has no type: it is written as it was kept.
    void kept(Kept kept) {
        hasKept |= !kept.isEmpty();
    }

    /// Whether anything without a type has been written.
    boolean hasKept() {
        return hasKept;
    }

    /// Adds an attribute to the element just begun.
    public XmlWriter attribute(String name, String value) {
        if (mute) {
            return this;
        }
        if (!tagOpen) {
            throw new IllegalStateException("attribute '" + name + "' comes after content");
        }
        out.append(' ').append(name).append('=').append(quote);
        XmlEscapes.escape(value, true, quote, out);
        out.append(quote);
        return this;
    }

    /// Writes the text of an element that has no child elements.
    public XmlWriter text(String text) {
        if (!text.isEmpty() && !mute) {
            closeTag();
            XmlEscapes.escape(text, false, quote, out);
            textWritten = true;
        }
        return this;
    }

    /// Ends the element begun last.
    public XmlWriter end() {
        if (mute) {
            return this;
        }
        String name = open.removeLast();
        if (tagOpen) {
            out.append("/>\n");
            tagOpen = false;
        } else {
            if (!textWritten) {
                blanks(open.size());
            }
            out.append("</").append(name).append(">\n");
        }
        textWritten = false;
        return this;
    }

    /// Writes a node on a line of its own. Elements that hold text beside other elements are
    /// written as they are, without indentation inside.
    public XmlWriter node(XmlNode node) {
        if (mute) {
            return this;
        }
        switch (node) {
            case XmlElement element -> element(element);
            case XmlComment comment -> {
                indent();
                comment(comment);
                out.append('\n');
            }
            case XmlText text -> {
                indent();
                XmlEscapes.escape(text.text(), false, quote, out);
                out.append('\n');
            }
        }
        return this;
    }

    /// Writes an element that belongs to other programs, in the spelling of libxml2, which libvirt
    /// uses for them: double quotes, namespace declarations first.
    XmlWriter foreign(XmlElement element) {
        quote = '"';
        node(element);
        quote = '\'';
        return this;
    }

    /// Keeps the element just begun from being written as `<a/>`.
    XmlWriter open() {
        if (tagOpen) {
            out.append(">\n");
            tagOpen = false;
        }
        return this;
    }

    private void element(XmlElement element) {
        start(element.name());
        attributes(element);
        if (isMixed(element)) {
            closeTag();
            textWritten = true;
            for (XmlNode child : element.children()) {
                inline(child);
            }
            textWritten = true;
        } else if (hasOnlyText(element)) {
            text(element.text());
        } else {
            for (XmlNode child : element.children()) {
                node(child);
            }
        }
        end();
    }

    /// Writes a node right behind the text of the element that is open, so that no white space
    /// joins that text.
    XmlWriter behindText(XmlNode node) {
        if (mute) {
            return this;
        }
        closeTag();
        inline(node);
        textWritten = true;
        return this;
    }

    private void inline(XmlNode node) {
        switch (node) {
            case XmlText text -> XmlEscapes.escape(text.text(), false, quote, out);
            case XmlComment comment -> comment(comment);
            case XmlElement element -> {
                out.append('<').append(element.name());
                tagOpen = true;
                attributes(element);
                tagOpen = false;
                if (element.children().isEmpty()) {
                    out.append("/>");
                } else {
                    out.append('>');
                    for (XmlNode child : element.children()) {
                        inline(child);
                    }
                    out.append("</").append(element.name()).append('>');
                }
            }
        }
    }

    private void attributes(XmlElement element) {
        boolean declarationsFirst = quote == '"';
        for (XmlAttribute attribute : element.attributes()) {
            if (declarationsFirst && attribute.isDeclaration()) {
                attribute(attribute.name(), attribute.value());
            }
        }
        for (XmlAttribute attribute : element.attributes()) {
            if (!declarationsFirst || !attribute.isDeclaration()) {
                attribute(attribute.name(), attribute.value());
            }
        }
    }

    private static boolean isMixed(XmlElement element) {
        boolean text = false;
        boolean other = false;
        for (XmlNode child : element.children()) {
            text |= child instanceof XmlText;
            other |= !(child instanceof XmlText);
        }
        return text && other;
    }

    private static boolean hasOnlyText(XmlElement element) {
        return !element.children().isEmpty() && element.children().getFirst() instanceof XmlText;
    }

    private void comment(XmlComment comment) {
        XmlEscapes.refuseControls(comment.text());
        out.append("<!--").append(comment.text()).append("-->");
    }

    private void closeTag() {
        if (tagOpen) {
            out.append('>');
            tagOpen = false;
        }
    }

    private void indent() {
        if (tagOpen) {
            out.append(">\n");
            tagOpen = false;
        } else if (textWritten) {
            out.append('\n');
            textWritten = false;
        }
        blanks(open.size());
    }

    private void blanks(int depth) {
        for (int left = depth; left > 0; left -= INDENTS.length - 1) {
            out.append(INDENTS[Math.min(left, INDENTS.length - 1)]);
        }
    }

    private static String[] indents() {
        var all = new String[32];
        for (int i = 0; i < all.length; i++) {
            all[i] = "  ".repeat(i);
        }
        return all;
    }

    /// Everything written so far.
    @Override
    public String toString() {
        return out.toString();
    }
}
