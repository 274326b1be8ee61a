package org.ostler.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// One pass over an element tree: where it is, and what it noticed on the way. Owned by one thread.
final class Reading {
    /// More remarks than a person can use; further ones are not noted.
    private static final int MOST_REMARKS = 10_000;

    private final List<XmlElement> path = new ArrayList<>();
    private final IdentityHashMap<XmlElement, IdentityHashMap<XmlElement, Integer>> numbered =
            new IdentityHashMap<>();
    private final List<Remark> remarks = new ArrayList<>();

    void enter(XmlElement element) {
        path.add(element);
    }

    void leave() {
        path.removeLast();
    }

    void remark(Remark.Kind kind, XmlElement element) {
        if (remarks.size() < MOST_REMARKS) {
            path.add(element);
            remarks.add(new Remark(kind, path(), element.line()));
            path.removeLast();
        }
    }

    void remark(Remark.Kind kind, XmlAttribute attribute) {
        if (remarks.size() < MOST_REMARKS) {
            remarks.add(new Remark(kind, path() + "/@" + attribute.name(), path.getLast().line()));
        }
    }

    List<Remark> remarks() {
        return remarks;
    }

    /// The element that is being read, at its place.
    Place here() {
        return new Place(List.copyOf(path));
    }

    SpecException fail(String problem, String expected) {
        return here().fail(problem, expected);
    }

    /// The same as [Place#path()], but siblings are numbered once and not for every remark: a
    /// hostile text may have very many of both.
    private String path() {
        var text = new StringBuilder();
        for (int i = 0; i < path.size(); i++) {
            XmlElement element = path.get(i);
            text.append('/').append(element.name());
            Integer ordinal = i == 0 ? null : ordinals(path.get(i - 1)).get(element);
            if (ordinal != null) {
                text.append('[').append(ordinal).append(']');
            }
        }
        return text.toString();
    }

    private IdentityHashMap<XmlElement, Integer> ordinals(XmlElement parent) {
        return numbered.computeIfAbsent(parent, Reading::number);
    }

    /// The numbers of those children that share their name with others.
    private static IdentityHashMap<XmlElement, Integer> number(XmlElement parent) {
        Map<String, Integer> counts = new HashMap<>();
        for (XmlNode node : parent.children()) {
            if (node instanceof XmlElement child) {
                counts.merge(child.name(), 1, Integer::sum);
            }
        }
        Map<String, Integer> next = new HashMap<>();
        var numbers = new IdentityHashMap<XmlElement, Integer>();
        for (XmlNode node : parent.children()) {
            if (node instanceof XmlElement child && counts.getOrDefault(child.name(), 0) > 1) {
                numbers.put(child, next.merge(child.name(), 1, Integer::sum));
            }
        }
        return numbers;
    }

    /// A value for use in a message: short, and without characters that would spoil a terminal.
    static String quote(String value) {
        String shown = value.length() > 80 ? value.substring(0, 77) + "..." : value;
        for (int i = 0; i < shown.length(); i++) {
            if (Character.isISOControl(shown.charAt(i))) {
                shown = shown.replace(shown.charAt(i), ' ');
            }
        }
        return "'" + shown + "'";
    }
}
