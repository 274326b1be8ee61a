package org.ostler.model;

import java.util.ArrayList;
import java.util.List;

/// One pass over an element tree: where it is, and what it noticed on the way. Owned by one thread.
final class Reading {
    /// More remarks than a person can use; further ones are not noted.
    private static final int MOST_REMARKS = 10_000;

    private final List<XmlElement> path = new ArrayList<>();
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

    private String path() {
        return Place.path(path);
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
