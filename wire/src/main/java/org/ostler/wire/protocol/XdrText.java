package org.ostler.wire.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/// Text as libvirt carries it: UTF-8 by agreement, any bytes in fact.
///
/// A byte that is not part of valid UTF-8 becomes one char of U+DC80..U+DCFF (a lone low surrogate,
/// which valid text never contains) and is written back as that byte. So names in any encoding
/// survive a round trip, and a domain can be looked up by the very bytes that a listing gave. This
/// is the convention that Python and others call "surrogateescape". Any other lone surrogate is
/// written as `?`.
final class XdrText {

    private static final char ESCAPE_BASE = 0xDC00;
    private static final char ESCAPE_FIRST = 0xDC80;
    private static final char ESCAPE_LAST = 0xDCFF;
    private static final char REPLACEMENT = 0xFFFD;

    private XdrText() {}

    /// The text of `length` bytes.
    static String decode(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : decodeEscaping(bytes, offset, length);
    }

    private static String decodeEscaping(byte[] bytes, int offset, int length) {
        CharsetDecoder decoder =
                UTF_8.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
        CharBuffer out = CharBuffer.allocate(length);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isError()) {
                return out.flip().toString();
            }
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (ESCAPE_BASE + (in.get() & 0xff)));
            }
            decoder.reset();
        }
    }

    /// The number of bytes that [#encode] writes.
    static int encodedLength(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80 || isEscape(text, i)) {
                length++;
            } else if (c < 0x800) {
                length += 2;
            } else if (isPair(text, i)) {
                length += 4;
                i++;
            } else {
                length += Character.isSurrogate(c) ? 1 : 3;
            }
        }
        return length;
    }

    /// Writes the text at `offset` and returns the offset behind it. There must be room for
    /// [#encodedLength].
    static int encode(String text, byte[] to, int offset) {
        int at = offset;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                to[at++] = (byte) c;
            } else if (isEscape(text, i)) {
                to[at++] = (byte) (c - ESCAPE_BASE);
            } else if (c < 0x800) {
                to[at++] = (byte) (0xC0 | (c >> 6));
                to[at++] = (byte) (0x80 | (c & 0x3F));
            } else if (isPair(text, i)) {
                at = encodePair(text.codePointAt(i), to, at);
                i++;
            } else if (Character.isSurrogate(c)) {
                to[at++] = '?';
            } else {
                to[at++] = (byte) (0xE0 | (c >> 12));
                to[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                to[at++] = (byte) (0x80 | (c & 0x3F));
            }
        }
        return at;
    }

    private static int encodePair(int codePoint, byte[] to, int offset) {
        to[offset] = (byte) (0xF0 | (codePoint >> 18));
        to[offset + 1] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
        to[offset + 2] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
        to[offset + 3] = (byte) (0x80 | (codePoint & 0x3F));
        return offset + 4;
    }

    private static boolean isPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }

    /// Only called for a char that no pair before it has used up.
    private static boolean isEscape(String text, int i) {
        char c = text.charAt(i);
        return c >= ESCAPE_FIRST && c <= ESCAPE_LAST;
    }
}
