package org.ostler.xlcfg;

import java.util.OptionalLong;

/// Numbers as xl reads them: C's `strtol` with base 0.
final class XlNumbers {
    private XlNumbers() {}

    /// Decimal, `0x…`, or octal behind a leading 0, with an optional sign; nothing when anything
    /// else follows or 64 bits do not hold it.
    static OptionalLong parse(String text) {
        int at = 0;
        while (at < text.length() && " \t\n\u000b\f\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        boolean negative = at < text.length() && text.charAt(at) == '-';
        if (negative || (at < text.length() && text.charAt(at) == '+')) {
            at++;
        }
        int radix = 10;
        if (text.regionMatches(true, at, "0x", 0, 2)) {
            radix = 16;
            at += 2;
        } else if (at + 1 < text.length() && text.charAt(at) == '0') {
            radix = 8;
            at++;
        }
        return digits(text, at, radix, negative);
    }

    private static OptionalLong digits(String text, int from, int radix, boolean negative) {
        // Below zero, where there is one number more.
        long least = negative ? Long.MIN_VALUE : -Long.MAX_VALUE;
        long value = 0;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            if (digit < 0 || value < (least + digit) / radix) {
                return OptionalLong.empty();
            }
            value = value * radix - digit;
        }
        boolean none = from >= text.length();
        return none ? OptionalLong.empty() : OptionalLong.of(negative ? value : -value);
    }

    /// Whether a reader would take the text for a decimal number, and xl takes it for an octal one.
    static boolean looksDecimal(String text) {
        return text.length() > 1
                && text.charAt(0) == '0'
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && text.chars().anyMatch(c -> c != '0');
    }
}
