package org.ostler.model;

import org.jspecify.annotations.Nullable;

import java.util.BitSet;

/// Sets of CPUs or nodes as domain XML spells them: `0-3,^2,7`.
final class CpuSets {
    private static final int LIMIT = 16_384;

    /// Text to its shortest spelling.
    static final Codec<String> CODEC =
            Codec.of(
                    CpuSets::normal,
                    text -> text,
                    "a list of numbers and ranges such as '0-3,^2,7'");

    private CpuSets() {}

    private static @Nullable String normal(String text) {
        BitSet set = bits(text);
        return set == null ? null : spell(set);
    }

    /// The numbers in the set; null where the text spells none.
    static @Nullable BitSet bits(String text) {
        var set = new BitSet();
        String[] parts = text.split(",", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i].strip();
            boolean trailing = i > 0 && i == parts.length - 1 && part.isEmpty();
            if (!trailing && !add(part, set)) {
                return null;
            }
        }
        return set.isEmpty() ? null : set;
    }

    private static boolean add(String part, BitSet set) {
        boolean without = part.startsWith("^");
        String range = without ? part.substring(1) : part;
        int dash = range.indexOf('-');
        long first = Numbers.decimal(dash < 0 ? range : range.substring(0, dash).strip());
        long last = dash < 0 ? first : Numbers.decimal(range.substring(dash + 1).strip());
        if (first < 0 || last < first || last >= LIMIT) {
            return false;
        }
        set.set((int) first, (int) last + 1, !without);
        return true;
    }

    private static String spell(BitSet set) {
        var text = new StringBuilder();
        for (int first = set.nextSetBit(0); first >= 0; ) {
            int end = set.nextClearBit(first);
            text.append(text.isEmpty() ? "" : ",").append(first);
            if (end - 1 > first) {
                text.append('-').append(end - 1);
            }
            first = set.nextSetBit(end);
        }
        return text.toString();
    }
}
