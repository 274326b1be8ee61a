package org.ostler.model.diff;

/// Compares texts as people do, numbers in them by their size: `[2]` comes before `[10]`.
final class NaturalOrder {
    private NaturalOrder() {}

    /// Less than 0, 0 or more than 0, as [Comparable] has it; 0 only for equal texts.
    static int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int digitsA = digits(a, i);
            int digitsB = digits(b, j);
            int order =
                    digitsA > 0 && digitsB > 0
                            ? numbers(a.substring(i, i + digitsA), b.substring(j, j + digitsB))
                            : Character.compare(a.charAt(i), b.charAt(j));
            if (order != 0) {
                return order;
            }
            i += Math.max(1, digitsA);
            j += Math.max(1, digitsB);
        }
        int rest = Integer.compare(a.length() - i, b.length() - j);
        return rest != 0 ? rest : a.compareTo(b);
    }

    private static int digits(String text, int from) {
        int to = from;
        while (to < text.length() && text.charAt(to) >= '0' && text.charAt(to) <= '9') {
            to++;
        }
        return to - from;
    }

    private static int numbers(String a, String b) {
        String one = a.replaceFirst("^0+(?=.)", "");
        String other = b.replaceFirst("^0+(?=.)", "");
        int longer = Integer.compare(one.length(), other.length());
        return longer != 0 ? longer : one.compareTo(other);
    }
}
