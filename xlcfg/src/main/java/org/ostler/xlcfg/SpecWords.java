package org.ostler.xlcfg;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;

/// The parts of a `key=value,…` string, taken out one after another.
///
/// A key without `=` has the empty value. Used by one thread and then dropped.
final class SpecWords {
    /// Options whose unknown keys xl refuses; others' it leaves out.
    private static final Set<String> STRICT = Set.of("pci", "usbctrl", "usbdev", "vdispl", "vkb");

    private static final Set<String> STRICT_WITH_VALUE = Set.of("vtpm", "p9", "pvcalls");

    private final SequencedMap<String, String> words = new LinkedHashMap<>();
    private final XlReadContext in;

    SpecWords(XlReadContext in) {
        this.in = in;
    }

    /// Splits at commas; blanks around keys and values do not count.
    static SpecWords split(String text, XlReadContext in) {
        var words = new SpecWords(in);
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                words.put(part);
            }
        }
        return words;
    }

    /// The words of a string between blanks.
    static List<String> atBlanks(String text) {
        return Arrays.stream(text.split("[ \\t\\n\\r\\f\\x0B]+", -1))
                .filter(is -> !is.isEmpty())
                .toList();
    }

    /// Adds one `key=value` or flag. A blank before `=` is a part of the key to xl, which then does
    /// not know it, except for channels.
    void put(String part) {
        int equals = part.indexOf('=');
        String key = (equals < 0 ? part : part.substring(0, equals)).stripLeading();
        if (equals < 0 || in.option().startsWith(XlDeviceOptions.CHANNEL.name())) {
            key = key.stripTrailing();
        }
        String value = equals < 0 ? "" : part.substring(equals + 1).strip();
        if (words.put(key, value) != null) {
            in.remark(XlRemark.Kind.REPEATED, "'" + key + "' is given twice, and the last counts");
        }
    }

    boolean has(String key) {
        return words.containsKey(key);
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(words.remove(key));
    }

    Optional<Long> number(String key) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong number = XlNumbers.parse(text.get());
        if (number.isEmpty()) {
            throw in.fail("'" + key + "' has the value '" + text.get() + "'", "a number");
        }
        return Optional.of(number.getAsLong());
    }

    Optional<Boolean> truth(String key) {
        return number(key).map(number -> number != 0);
    }

    /// One of two flags that say yes and no.
    Optional<Boolean> flags(String yes, String no) {
        boolean isYes = words.remove(yes, "");
        boolean isNo = words.remove(no, "");
        return isYes || isNo ? Optional.of(!isNo) : Optional.empty();
    }

    boolean flag(String name) {
        return words.remove(name) != null;
    }

    /// Moves a value to the name it has today.
    void rename(String old, String today) {
        String value = words.remove(old);
        if (value != null) {
            in.remark(XlRemark.Kind.LEGACY, "'" + old + "' is '" + today + "' today");
            words.putIfAbsent(today, value);
        }
    }

    /// The keys that nobody took.
    List<String> left() {
        return List.copyOf(words.keySet());
    }

    /// What nobody took.
    Map<String, String> others(Set<String> known) {
        String option = in.option().replaceFirst("\\[.*", "");
        for (Map.Entry<String, String> word : words.entrySet()) {
            String key = word.getKey();
            boolean refused =
                    STRICT.contains(option)
                            || (STRICT_WITH_VALUE.contains(option) && !word.getValue().isEmpty())
                            || (option.equals("disk") && !known.contains(key));
            if (refused) {
                in.remark(XlRemark.Kind.REFUSED_BY_XL, "xl 4.17 does not know '" + key + "' here");
            } else if (!known.contains(key)) {
                in.remark(XlRemark.Kind.UNKNOWN, "unknown key '" + key + "'");
            }
        }
        return new LinkedHashMap<>(words);
    }
}
