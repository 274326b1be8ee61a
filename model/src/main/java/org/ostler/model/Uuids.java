package org.ostler.model;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/// UUIDs as domain XML spells them.
final class Uuids {
    private Uuids() {}

    /// 32 hexadecimal digits; hyphens and white space may stand between bytes, white space at both
    /// ends.
    static @Nullable UUID parse(String text) {
        String plain = XmlText.strip(text);
        long high = 0;
        long low = 0;
        int digits = 0;
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if ((c == '-' || c == ' ') && digits > 0 && digits < 32 && digits % 2 == 0) {
                continue;
            }
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0 || digits == 32) {
                return null;
            }
            high = digits < 16 ? (high << 4) | digit : high;
            low = digits < 16 ? low : (low << 4) | digit;
            digits++;
        }
        return digits == 32 ? new UUID(high, low) : null;
    }
}
