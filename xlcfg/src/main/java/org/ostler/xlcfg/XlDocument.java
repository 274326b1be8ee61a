package org.ostler.xlcfg;

import org.ostler.model.SpecException;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// The text of a configuration, taken apart without loss: comments, blank lines, order and spelling
/// are all there, and survive what is changed around them.
///
/// Immutable. `parse(text).text()` equals `text`. The language is that of xl.cfg(5), "SYNTAX", with
/// what libxlutil 4.17 was seen to do where the manual says nothing.
public final class XlDocument {
    /// The longest text that is read, in bytes or characters.
    public static final int MAX_LENGTH = 10 << 20;

    /// A document without anything.
    public static final XlDocument EMPTY = new XlDocument(List.of(), List.of());

    private final List<XlPiece> pieces;
    private final List<XlRemark> remarks;
    private final SequencedMap<String, XlValue> values;

    private XlDocument(List<XlPiece> pieces, List<XlRemark> remarks) {
        this.pieces = List.copyOf(pieces);
        var all = new ArrayList<>(remarks);
        values = XlAssignments.of(this.pieces, all);
        this.remarks = List.copyOf(all);
    }

    /// Takes a text apart.
    ///
    /// @throws SpecException when the text is too long or none of the language; the message has the
    ///   line, the column, the option and what was expected
    public static XlDocument parse(String text) {
        requireLength(text.length());
        var parser = new XlParser(text);
        parser.parse();
        return new XlDocument(parser.pieces(), parser.remarks());
    }

    /// Takes a text in UTF-8 apart.
    ///
    /// @throws SpecException as [#parse(String)], and when the bytes are no UTF-8
    public static XlDocument parse(byte[] text) {
        requireLength(text.length);
        try {
            return parse(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString());
        } catch (CharacterCodingException e) {
            throw new SpecException(
                    SpecException.Kind.SYNTAX, 0, 0, "", "the file is no UTF-8 text", "");
        }
    }

    private static void requireLength(int length) {
        if (length > MAX_LENGTH) {
            throw new SpecException(
                    SpecException.Kind.LIMIT,
                    0,
                    0,
                    "",
                    "the file is longer than " + MAX_LENGTH + " bytes",
                    "");
        }
    }

    /// The text: the very one that was parsed, if nothing was changed.
    public String text() {
        var out = new StringBuilder();
        for (XlPiece piece : pieces) {
            piece.appendTo(out);
        }
        return out.toString();
    }

    public List<XlPiece> pieces() {
        return pieces;
    }

    /// What of the text is not as it looks.
    public List<XlRemark> remarks() {
        return remarks;
    }

    /// What each name finally has, in the order of the names' first settings: the last `=` counts,
    /// and what `+=` adds to it.
    public SequencedMap<String, XlValue> values() {
        return values;
    }

    /// What a name finally has.
    public Optional<XlValue> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /// The names whose last setting is `+=`, which xl can do with strings and lists only.
    Set<String> added() {
        var added = new HashSet<String>();
        for (XlPiece piece : pieces) {
            if (piece instanceof XlPiece.Setting setting) {
                if (setting.appends()) {
                    added.add(setting.name());
                } else {
                    added.remove(setting.name());
                }
            }
        }
        return added;
    }

    /// The document with names set, and others removed, and everything else as it is.
    ///
    /// A name that is there already is set at its last setting; a new one at the end. Items of a
    /// list that stay keep the comments around them.
    ///
    /// @param changes the new value of each name; empty to remove it
    public XlDocument with(SequencedMap<String, Optional<XlValue>> changes) {
        return new XlDocument(new XlEdit(pieces).apply(changes), List.of());
    }

    /// The document with one name set.
    public XlDocument with(String name, XlValue value) {
        var changes = new LinkedHashMap<String, Optional<XlValue>>();
        changes.put(name, Optional.of(value));
        return with(changes);
    }

    /// The document without a name.
    public XlDocument without(String name) {
        var changes = new LinkedHashMap<String, Optional<XlValue>>();
        changes.put(name, Optional.empty());
        return with(changes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof XlDocument that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
