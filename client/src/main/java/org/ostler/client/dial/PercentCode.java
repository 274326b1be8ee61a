package org.ostler.client.dial;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Percent-encoding of RFC 3986.
final class PercentCode {
    private PercentCode() {}

    /// @throws IllegalArgumentException for a `%` without two digits, or what is not UTF-8
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '%') {
                out.put((byte) (digit(in, i + 1) << 4 | digit(in, i + 2)));
                i += 2;
            } else {
                out.put(in[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not UTF-8: " + text, e);
        }
    }

    private static int digit(byte[] in, int at) {
        int digit = at < in.length ? Character.digit(in[at], 16) : -1;
        if (digit < 0) {
            throw new IllegalArgumentException("% without two hexadecimal digits");
        }
        return digit;
    }
}
