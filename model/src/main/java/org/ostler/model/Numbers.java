package org.ostler.model;

/// Numbers as domain XML spells them.
final class Numbers {
    /// What [#parse] gives for a text that is no number.
    static final long BAD = Long.MIN_VALUE;

    private Numbers() {}

    /// A decimal number or `0x` and hexadecimal digits, with an optional sign; nothing before or
    /// after.
    static long parse(String text) {
        int length = text.length();
        int at = 0;
        boolean negative = length > 0 && text.charAt(0) == '-';
        if (negative || (length > 0 && text.charAt(0) == '+')) {
            at++;
        }
        int radix = 10;
        if (length > at + 2 && text.charAt(at) == '0' && (text.charAt(at + 1) | 0x20) == 'x') {
            radix = 16;
            at += 2;
        }
        if (at >= length) {
            return BAD;
        }
        long value = 0;
        for (; at < length; at++) {
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
        String plain = Long.toHexString(value);
        return plain.length() >= digits
                ? "0x" + plain
                : "0x" + "0".repeat(digits - plain.length()) + plain;
    }
}
