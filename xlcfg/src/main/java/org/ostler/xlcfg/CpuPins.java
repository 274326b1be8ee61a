package org.ostler.xlcfg;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which of the host's processors the guest's may run on: xl.cfg(5), `cpus`.
///
/// @param sets lists such as `0-3,^2`; one for all of the guest's processors, or one for each
/// @param perVcpu whether the first set is for the first of them alone, and so on
public record CpuPins(List<String> sets, boolean perVcpu) {
    static final XlKind<CpuPins> KIND =
            new XlKind<>(
                    "a string, or a list of strings", CpuPins::read, CpuPins::write, XlKind.TEXT);

    private static final Pattern NUMBERS =
            Pattern.compile("\\^?[0-9]{1,4}(-[0-9]{1,4})?(,\\^?[0-9]{1,4}(-[0-9]{1,4})?)*");

    private static final Pattern RANGE =
            Pattern.compile("\\^?(?:nodes?:)?\\^?([0-9]{1,5})(?:-([0-9]{1,5}))?");

    public CpuPins {
        sets = List.copyOf(sets);
    }

    /// One set for all.
    public static CpuPins all(String set) {
        return new CpuPins(List.of(set), false);
    }

    /// One set for each.
    public static CpuPins each(List<String> sets) {
        return new CpuPins(sets, true);
    }

    private static @Nullable CpuPins read(XlValue value, XlReadContext in) {
        if (value instanceof XlValue.Sequence) {
            List<String> sets = XlKind.TEXTS.reader().apply(value, in);
            return sets == null ? null : each(sets);
        }
        String set = XlKind.TEXT.reader().apply(value, in);
        return set == null ? null : all(set);
    }

    private static XlValue write(CpuPins pins) {
        return pins.perVcpu
                ? XlKind.TEXTS.writer().apply(pins.sets)
                : XlKind.WORDS.writer().apply(pins.sets);
    }

    /// Whether xl can read it as a set; which processors it means may depend on the host.
    static boolean isSet(String text) {
        boolean numbers = text.isEmpty() || NUMBERS.matcher(text).matches();
        if (numbers && CpuRange.numbers(text).isEmpty()) {
            return false;
        }
        for (String part : text.stripTrailing().split(",", -1)) {
            Matcher range = RANGE.matcher(part);
            boolean known = part.matches("(\\^?all)?") || range.matches();
            boolean backwards =
                    known
                            && range.matches()
                            && range.group(2) != null
                            && Integer.parseInt(range.group(1)) > Integer.parseInt(range.group(2));
            if (!known || backwards) {
                return false;
            }
        }
        return true;
    }

    /// The processors of each of so many of the guest's, as libxl's bitmaps; nothing where that
    /// depends on the host.
    Optional<List<Json>> affinities(long vcpus) {
        if (!sets.stream().allMatch(set -> NUMBERS.matcher(set).matches())) {
            return Optional.empty();
        }
        List<Json> each =
                sets.stream().<Json>map(set -> Json.bitmap(CpuRange.numbers(set))).toList();
        if (perVcpu) {
            return Optional.of(each.subList(0, (int) Math.min(each.size(), vcpus)));
        }
        return Optional.of(Collections.nCopies((int) vcpus, each.getFirst()));
    }
}
