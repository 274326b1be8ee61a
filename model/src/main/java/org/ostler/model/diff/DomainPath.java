package org.ostler.model.diff;

import org.ostler.model.XmlElement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds places in a domain by the paths that people and drivers write:
/// `/domain/devices/disk[2]/target`, `/domain/devices/input[@type='mouse']/@bus`. Pure.
public final class DomainPath {
    private static final Pattern STEP = Pattern.compile("/([^/\\[\\]]+)((?:\\[[^\\]]*])*)");
    private static final Pattern PREDICATE = Pattern.compile("\\[([^\\]]*)]");
    private static final Pattern CONDITION =
            Pattern.compile("(?:([^@=\\s]+)/)?@([^=\\s]+)=(?:'([^']*)'|\"([^\"]*)\")");

    private DomainPath() {}

    /// The same place as [DomainValue] numbers it: by ordinals where there are several elements of
    /// a name, and only there. Empty where the path leads to no element, or to several, or is in a
    /// form that is not known.
    ///
    /// @param root the domain's element
    public static Optional<String> counted(XmlElement root, String path) {
        Matcher steps = STEP.matcher(path);
        if (!steps.lookingAt() || !steps.group(1).equals(root.name())) {
            return Optional.empty();
        }
        StringBuilder counted = new StringBuilder("/").append(root.name());
        XmlElement at = root;
        int end = steps.end();
        while (end < path.length()) {
            if (!steps.find(end) || steps.start() != end) {
                return Optional.empty();
            }
            String name = steps.group(1);
            end = steps.end();
            if (name.startsWith("@") || name.startsWith("comment(")) {
                return end == path.length()
                        ? Optional.of(counted.append('/').append(name).toString())
                        : Optional.empty();
            }
            List<XmlElement> all = named(at, name);
            List<XmlElement> found = chosen(all, steps.group(2));
            if (found.size() != 1) {
                return Optional.empty();
            }
            at = found.getFirst();
            counted.append('/').append(name).append(ordinal(all, at));
        }
        return Optional.of(counted.toString());
    }

    private static List<XmlElement> named(XmlElement parent, String name) {
        return Content.elements(parent).stream().filter(e -> e.name().equals(name)).toList();
    }

    @SuppressWarnings("ReferenceEquality") // equal siblings are different elements
    private static String ordinal(List<XmlElement> all, XmlElement one) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i) == one && all.size() > 1) {
                return "[" + (i + 1) + "]";
            }
        }
        return "";
    }

    private static List<XmlElement> chosen(List<XmlElement> all, String predicates) {
        List<XmlElement> left = all;
        Matcher each = PREDICATE.matcher(predicates);
        while (each.find()) {
            String predicate = each.group(1);
            List<XmlElement> kept = new ArrayList<>();
            for (int i = 0; i < left.size(); i++) {
                if (predicate.equals(Integer.toString(i + 1)) || holds(predicate, left.get(i))) {
                    kept.add(left.get(i));
                }
            }
            left = kept;
        }
        return left;
    }

    private static boolean holds(String predicate, XmlElement element) {
        for (String condition : predicate.split(" and ", -1)) {
            Matcher parts = CONDITION.matcher(condition.strip());
            if (!parts.matches() || !value(element, parts).equals(Optional.of(wanted(parts)))) {
                return false;
            }
        }
        return true;
    }

    private static String wanted(Matcher parts) {
        String single = parts.group(3);
        return single == null ? parts.group(4) : single;
    }

    private static Optional<String> value(XmlElement element, Matcher parts) {
        Optional<XmlElement> at = Optional.of(element);
        String inner = parts.group(1);
        for (String step : inner == null ? new String[0] : inner.split("/", -1)) {
            at = at.flatMap(found -> found.child(step));
        }
        return at.flatMap(found -> found.attribute(parts.group(2)));
    }
}
