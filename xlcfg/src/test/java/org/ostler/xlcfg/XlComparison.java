package org.ostler.xlcfg;

import org.ostler.model.SpecException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Ostler's documents beside those of xl: figures, and each difference by its place.
final class XlComparison {
    private final Map<String, Integer> places = new TreeMap<>();
    private final List<String> differing = new ArrayList<>();
    private final List<String> silent = new ArrayList<>();
    private final List<String> tooStrict = new ArrayList<>();
    private final List<String> numbers = new ArrayList<>();
    private final List<String> warnedInVain = new ArrayList<>();
    private int accepted;
    private int refused;

    int accepted() {
        return accepted;
    }

    int refused() {
        return refused;
    }

    int equal() {
        return accepted - differing.size() - tooStrict.size() - numbers.size();
    }

    /// Each sample that xl accepts and that became something else here, with what differs.
    List<String> differing() {
        return differing;
    }

    /// Each sample that xl refuses, and that went through here without a word about it.
    List<String> silent() {
        return silent;
    }

    /// Each sample that xl accepts and Ostler refuses.
    List<String> tooStrict() {
        return tooStrict;
    }

    /// Each sample that xl accepts, although Ostler said that it would not.
    List<String> warnedInVain() {
        return warnedInVain;
    }

    /// Takes a configuration with what xl says to it.
    void add(String name, String text, XlOracle.Answer answer) {
        XlConfig.Reading reading;
        try {
            reading = XlConfig.read(XlDocument.parse(text));
        } catch (SpecException e) {
            if (answer.accepted()) {
                accepted++;
                // xl reads 0 or nothing where a device's number is none; here that is a mistake
                (e.toString().endsWith("expected a number") ? numbers : tooStrict)
                        .add(name + ": " + e.getMessage());
            } else {
                refused++;
            }
            return;
        }
        List<String> warnings =
                reading.remarks().stream()
                        .filter(is -> is.kind() == XlRemark.Kind.REFUSED_BY_XL)
                        .map(XlRemark::sentence)
                        .toList();
        if (!answer.accepted()) {
            refused++;
            if (warnings.isEmpty()) {
                silent.add(name + ": " + lines(answer.complaint()));
            }
            return;
        }
        accepted++;
        if (!warnings.isEmpty()) {
            warnedInVain.add(name + ": " + warnings);
        }
        Json.Obj theirs = XlRules.theirs(reading.config(), answer.document());
        Json.Obj ours = XlRules.ours(reading.config(), LibxlJson.toJson(reading.config()).value());
        List<String> differences = differences(theirs, ours);
        if (!differences.isEmpty()) {
            differing.add(name + " " + differences);
            differences.forEach(
                    is ->
                            places.merge(
                                    is.substring(0, is.indexOf('=')).replaceAll("[0-9]+", "N"),
                                    1,
                                    Integer::sum));
        }
    }

    private static String lines(String complaint) {
        return complaint
                .lines()
                .filter(line -> !line.startsWith("Parsing config") && !line.contains("xl.conf"))
                .reduce((a, b) -> a + " | " + b)
                .orElse("");
    }

    /// What differs: `-place=value` where only xl has it, `+` where only Ostler has.
    private static List<String> differences(Json.Obj theirs, Json.Obj ours) {
        SequencedMap<String, String> expected = new LinkedHashMap<>();
        SequencedMap<String, String> actual = new LinkedHashMap<>();
        flatten(theirs, "", expected);
        flatten(ours, "", actual);
        var all = new ArrayList<String>();
        expected.forEach(
                (place, value) -> {
                    if (!value.equals(actual.get(place))) {
                        all.add(
                                "-"
                                        + place
                                        + "="
                                        + value
                                        + Optional.ofNullable(actual.get(place))
                                                .map(is -> " (here " + is + ")")
                                                .orElse(""));
                    }
                });
        actual.forEach(
                (place, value) -> {
                    if (!expected.containsKey(place)) {
                        all.add("+" + place + "=" + value);
                    }
                });
        return all;
    }

    private static void flatten(Json value, String place, Map<String, String> lines) {
        switch (value) {
            case Json.Obj object when !object.members().isEmpty() ->
                    object.members()
                            .forEach((key, inner) -> flatten(inner, place + "/" + key, lines));
            case Json.Arr list when list.items().stream().allMatch(Json.Obj.class::isInstance) -> {
                for (int i = 0; i < list.items().size(); i++) {
                    flatten(list.items().get(i), place + "[" + i + "]", lines);
                }
            }
            case Json.Obj _, Json.Arr _, Json.Str _, Json.Int _, Json.Bool _, Json.Null _ ->
                    lines.put(place, JsonText.write(value));
        }
    }

    /// Figures, the places where differences are, and the first few samples of each kind.
    String report(String family) {
        var report = new StringBuilder();
        report.append(family).append(": ").append(equal());
        report.append(" equal of ").append(accepted).append(" that xl accepts, ");
        report.append(refused - silent.size()).append(" refused or warned about of ");
        report.append(refused).append(" that it refuses\n");
        places.forEach((place, count) -> report.append(count + " x " + place + "\n"));
        some("differs", differing, report);
        some("refused here, accepted by xl", tooStrict, report);
        some("warned about, accepted by xl", warnedInVain, report);
        some("refused by xl, silent here", silent, report);
        return report.toString();
    }

    private static void some(String title, List<String> samples, StringBuilder report) {
        samples.stream().limit(40).forEach(is -> report.append(title + ": " + is + "\n"));
    }
}
