package org.ostler.model;

/// Numbers as domain XML spells them.
final class Numbers {
    /// What [#parse] gives for a text that is no number.
    static final long BAD = Long.MIN_VALUE;

    private Numbers() {}

    /// A decimal number or `0x` and hexadecimal digits, with an optional sign. White space may come
    /// before it, as with C's `strtol`, but nothing behind it.
    static long parse(String text) {
        return parse(text, true);
    }

    /// The same without hexadecimal numbers.
    static long decimal(String text) {
        return parse(text, false);
    }

    private static long parse(String text, boolean hexadecimal) {
        int length = text.length();
        int at = 0;
        while (at < length && XmlText.isSpace(text.charAt(at))) {
            at++;
        }
        boolean negative = at < length && text.charAt(at) == '-';
        if (negative || (at < length && text.charAt(at) == '+')) {
            at++;
        }
        if (hexadecimal && text.regionMatches(true, at, "0x", 0, 2)) {
            return digits(text, at + 2, 16, negative);
        }
        return digits(text, at, 10, negative);
    }

    private static long digits(String text, int from, int radix, boolean negative) {
        if (from >= text.length()) {
            return BAD;
        }
        long value = 0;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            if (digit < 0 || value > (Long.MAX_VALUE - digit) / radix) {
                return BAD;
            }
            value = value * radix + digit;
        }
        return negative ? -value : value;
    }

    /// `0x` and at least `digits` hexadecimal digits.
    static String hex(long value, int digits) {
        int needed = Math.max(digits, (67 - Long.numberOfLeadingZeros(value | 1)) / 4);
        char[] text = new char[2 + needed];
        text[0] = '0';
        text[1] = 'x';
        long left = value;
        for (int i = text.length - 1; i > 1; i--) {
            text[i] = Character.forDigit((int) (left & 15), 16);
            left >>>= 4;
        }
        return new String(text);
    }
}
