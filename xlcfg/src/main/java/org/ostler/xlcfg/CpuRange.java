package org.ostler.xlcfg;

import java.util.List;
import java.util.TreeSet;

/// Numbers of processors as xl.cfg spells them, `0-3,5`, without what needs knowledge of the host.
final class CpuRange {
    private static final int MOST = 4096;

    private CpuRange() {}

    /// The numbers, in order; parts that are none are left out.
    static List<Integer> numbers(String text) {
        var numbers = new TreeSet<Integer>();
        for (String part : text.split(",", -1)) {
            String range = part.strip();
            if (!range.matches("\\^?[0-9]{1,4}(-[0-9]{1,4})?")) {
                continue;
            }
            boolean without = range.startsWith("^");
            String plain = without ? range.substring(1) : range;
            int dash = plain.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? plain : plain.substring(0, dash));
            int last = dash < 0 ? first : Integer.parseInt(plain.substring(dash + 1));
            for (int i = first; i <= Math.min(last, MOST); i++) {
                if (without) {
                    numbers.remove(i);
                } else {
                    numbers.add(i);
                }
            }
        }
        return List.copyOf(numbers);
    }

    /// The spelling of numbers in order.
    static String text(List<Long> numbers) {
        var text = new StringBuilder();
        for (int i = 0; i < numbers.size(); ) {
            int end = i;
            while (end + 1 < numbers.size() && numbers.get(end + 1) == numbers.get(end) + 1) {
                end++;
            }
            text.append(text.isEmpty() ? "" : ",").append(numbers.get(i));
            if (end > i) {
                text.append('-').append(numbers.get(end));
            }
            i = end + 1;
        }
        return text.toString();
    }
}
