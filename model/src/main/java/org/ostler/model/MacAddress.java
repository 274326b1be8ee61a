package org.ostler.model;

import org.jspecify.annotations.Nullable;

/// An Ethernet address of one card: 48 bits, not a multicast address.
///
/// @param bits the address, first byte in bits 40 to 47
public record MacAddress(long bits) {
    /// Six hexadecimal bytes joined by colons; written in lower case.
    public static final Codec<MacAddress> CODEC =
            Codec.of(
                    MacAddress::read,
                    MacAddress::toString,
                    "six hexadecimal bytes joined by colons");

    public MacAddress {
        if (bits < 0 || bits >> 48 != 0) {
            throw new IllegalArgumentException("a MAC address has 48 bits");
        }
        if (((bits >> 40) & 1) == 1) {
            throw new IllegalArgumentException(
                    "expected a unicast MAC address, found multicast '" + spell(bits) + "'");
        }
    }

    /// The address that `52:54:00:12:34:56` spells.
    ///
    /// @throws IllegalArgumentException when the text spells none
    public static MacAddress parse(String text) {
        MacAddress address = read(text);
        if (address == null) {
            throw new IllegalArgumentException("'" + text + "' is no MAC address");
        }
        return address;
    }

    private static @Nullable MacAddress read(String text) {
        long bits = 0;
        int bytes = 0;
        int digits = 0;
        int value = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ':';
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit >= 0 && digits < 2) {
                value = (value << 4) | digit;
                digits++;
            } else if (c == ':' && digits > 0 && bytes < 6) {
                bits = (bits << 8) | value;
                bytes++;
                digits = 0;
                value = 0;
            } else {
                return null;
            }
        }
        return bytes == 6 ? new MacAddress(bits) : null;
    }

    private static String spell(long bits) {
        var text = new StringBuilder(17);
        for (int shift = 40; shift >= 0; shift -= 8) {
            text.append(Character.forDigit((int) ((bits >> (shift + 4)) & 15), 16))
                    .append(Character.forDigit((int) ((bits >> shift) & 15), 16));
            if (shift > 0) {
                text.append(':');
            }
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return spell(bits);
    }
}
