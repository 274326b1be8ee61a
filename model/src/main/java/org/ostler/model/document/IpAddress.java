package org.ostler.model.document;

import org.jspecify.annotations.Nullable;
import org.ostler.model.Codec;

/// An address of IPv4 or IPv6, written as `inet_ntop` writes it: the shortest form, lower case.
///
/// @param high the first 64 bits of an IPv6 address; 0 for IPv4
/// @param low the last 64 bits of an IPv6 address; the 32 bits of an IPv4 address
public record IpAddress(IpFamily family, long high, long low) implements Comparable<IpAddress> {
    static final Codec<IpAddress> CODEC =
            Codec.of(IpAddress::read, IpAddress::toString, "an address of IPv4 or IPv6");
    static final Codec<IpAddress> V4 =
            Codec.of(IpAddress::readV4, IpAddress::toString, "an address of IPv4");
    static final Codec<IpAddress> V6 =
            Codec.of(IpAddress::readV6, IpAddress::toString, "an address of IPv6");

    private static final int GROUPS = 8;

    /// The address that a text spells.
    ///
    /// @throws IllegalArgumentException when the text spells none
    public static IpAddress parse(String text) {
        IpAddress address = read(text);
        if (address == null) {
            throw new IllegalArgumentException("'" + text + "' is no address of IPv4 or IPv6");
        }
        return address;
    }

    static @Nullable IpAddress read(String text) {
        return text.indexOf(':') >= 0 ? readV6(text) : readV4(text);
    }

    static @Nullable IpAddress readV4(String text) {
        long bits = 0;
        int bytes = 0;
        int digits = 0;
        int value = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '.';
            if (c >= '0' && c <= '9' && digits < 3) {
                value = value * 10 + (c - '0');
                digits++;
            } else if (c == '.' && digits > 0 && value < 256 && bytes < 4) {
                bits = (bits << 8) | value;
                bytes++;
                digits = 0;
                value = 0;
            } else {
                return null;
            }
        }
        return bytes == 4 ? new IpAddress(IpFamily.IPV4, 0, bits) : null;
    }

    private static @Nullable IpAddress readV6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            int[] all = groups(text);
            return all != null && all.length == GROUPS ? of(all, new int[0]) : null;
        }
        int[] before = groups(text.substring(0, gap));
        int[] after = groups(text.substring(gap + 2));
        return before == null || after == null || before.length + after.length >= GROUPS
                ? null
                : of(before, after);
    }

    private static IpAddress of(int[] before, int[] after) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < GROUPS; i++) {
            int fromEnd = i - (GROUPS - after.length);
            long group = i < before.length ? before[i] : fromEnd >= 0 ? after[fromEnd] : 0;
            high = i < 4 ? (high << 16) | group : high;
            low = i < 4 ? low : (low << 16) | group;
        }
        return new IpAddress(IpFamily.IPV6, high, low);
    }

    /// The groups of 16 bits that a text joins by colons; the last two may be spelled as IPv4.
    private static int @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        String[] words = text.split(":", -1);
        boolean dotted = words[words.length - 1].indexOf('.') >= 0;
        int[] groups = new int[words.length + (dotted ? 1 : 0)];
        for (int i = 0; i < words.length; i++) {
            if (dotted && i == words.length - 1) {
                IpAddress last = readV4(words[i]);
                if (last == null) {
                    return null;
                }
                groups[i] = (int) (last.low >> 16);
                groups[i + 1] = (int) (last.low & 0xffff);
            } else if (words[i].matches("[0-9a-fA-F]{1,4}")) {
                groups[i] = Integer.parseInt(words[i], 16);
            } else {
                return null;
            }
        }
        return groups.length <= GROUPS ? groups : null;
    }

    private int group(int index) {
        return (int) ((index < 4 ? high >> (48 - 16 * index) : low >> (112 - 16 * index)) & 0xffff);
    }

    /// How many leading bits are set, where no other is; -1 where this is no such mask.
    public int prefixLength() {
        if (family == IpFamily.IPV4) {
            int mask = (int) low;
            int ones = Integer.numberOfLeadingZeros(~mask);
            return ones == Integer.bitCount(mask) ? ones : -1;
        }
        int ones = Long.numberOfLeadingZeros(~high);
        ones = ones == 64 ? 64 + Long.numberOfLeadingZeros(~low) : ones;
        return ones == Long.bitCount(high) + Long.bitCount(low) ? ones : -1;
    }

    /// The bits of a network that says nothing of its size: by the class of an IPv4 address, 64 for
    /// IPv6.
    int defaultPrefix() {
        if (family == IpFamily.IPV6) {
            return 64;
        }
        long first = low >> 24;
        return first < 128 ? 8 : first < 192 ? 16 : 24;
    }

    /// The address of the network of this many bits that it is in.
    IpAddress network(int bits) {
        if (family == IpFamily.IPV4) {
            return new IpAddress(family, 0, low & upper(bits + 32));
        }
        return new IpAddress(family, high & upper(bits), low & upper(bits - 64));
    }

    /// A word of 64 bits whose first ones are set.
    private static long upper(int bits) {
        return bits <= 0 ? 0 : bits >= 64 ? -1L : -1L << (64 - bits);
    }

    /// Whether both are in one network of this many bits.
    boolean sharesNetwork(IpAddress other, int bits) {
        return family == other.family && network(bits).equals(other.network(bits));
    }

    @Override
    public int compareTo(IpAddress other) {
        int families = family.compareTo(other.family);
        int highs = Long.compareUnsigned(high, other.high);
        return families != 0 ? families : highs != 0 ? highs : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return family == IpFamily.IPV4 ? dotted() : colons();
    }

    private String dotted() {
        return ((low >> 24) & 255)
                + "."
                + ((low >> 16) & 255)
                + "."
                + ((low >> 8) & 255)
                + "."
                + (low & 255);
    }

    /// The longest run of two zero groups or more becomes `::`; an address with nothing or `ffff`
    /// before its last 32 bits has these dotted.
    private String colons() {
        int start = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && group(end) == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
            i = Math.max(i, end - 1);
        }
        boolean mapped = start == 0 && length == 5 && group(5) == 0xffff;
        boolean compatible = start == 0 && length == 6;
        var text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append(i == 0 ? "::" : ":");
                i += length - 1;
            } else if (i == 6 && (mapped || compatible)) {
                return text + dotted();
            } else {
                text.append(Integer.toHexString(group(i))).append(i < GROUPS - 1 ? ":" : "");
            }
        }
        return text.toString();
    }
}
