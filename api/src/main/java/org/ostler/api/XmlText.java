package org.ostler.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A document that was rendered once and is kept as UTF-8, so that sending it costs nothing more.
/// Immutable.
public final class XmlText {
    private final byte[] utf8;

    private XmlText(byte[] utf8) {
        this.utf8 = utf8;
    }

    /// The document with that text.
    public static XmlText of(String text) {
        return new XmlText(text.getBytes(StandardCharsets.UTF_8));
    }

    /// A read-only view of the bytes.
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(utf8).asReadOnlyBuffer();
    }

    /// How many bytes it has.
    public int length() {
        return utf8.length;
    }

    /// The document as text.
    @Override
    public String toString() {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
