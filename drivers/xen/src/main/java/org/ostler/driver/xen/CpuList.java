package org.ostler.driver.xen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Sets of CPU numbers as domain XML spells them: `0-3,^2,7`.
final class CpuList {
    private static final int MAX_CPU = 4095;

    private CpuList() {}

    /// The numbers in order; empty when the text is no such list or names a number above 4095.
    static Optional<List<Integer>> parse(String text) {
        var set = new TreeSet<Integer>();
        for (String part : text.split(",", -1)) {
            String item = part.strip();
            boolean without = item.startsWith("^");
            String[] ends = (without ? item.substring(1) : item).split("-", 2);
            int first = number(ends[0]);
            int last = ends.length == 2 ? number(ends[1]) : first;
            if (first < 0 || last < first) {
                return Optional.empty();
            }
            for (int cpu = first; cpu <= last; cpu++) {
                if (without) {
                    set.remove(cpu);
                } else {
                    set.add(cpu);
                }
            }
        }
        return set.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(set));
    }

    /// The shortest spelling of numbers that are in order.
    static String format(List<Integer> cpus) {
        var parts = new ArrayList<String>();
        for (int i = 0; i < cpus.size(); ) {
            int end = i;
            while (end + 1 < cpus.size() && cpus.get(end + 1) == cpus.get(end) + 1) {
                end++;
            }
            parts.add(end == i ? cpus.get(i).toString() : cpus.get(i) + "-" + cpus.get(end));
            i = end + 1;
        }
        return String.join(",", parts);
    }

    private static int number(String text) {
        String digits = text.strip();
        if (digits.isEmpty()
                || digits.length() > 4
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int number = Integer.parseInt(digits);
        return number <= MAX_CPU ? number : -1;
    }
}
