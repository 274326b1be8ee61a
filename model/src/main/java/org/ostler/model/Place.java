package org.ostler.model;

import java.util.ArrayList;
import java.util.List;

/// An element in its document, for messages about it.
public final class Place {
    private final List<XmlElement> ancestry;

    /// The place of an element.
    ///
    /// @param ancestry from the root down to the element itself
    Place(List<XmlElement> ancestry) {
        this.ancestry = ancestry;
    }

    /// The place of a document's outermost element.
    public static Place of(XmlElement root) {
        return new Place(List.of(root));
    }

    public XmlElement element() {
        return ancestry.getLast();
    }

    /// The place of a child of this element; this place itself when there is no such child.
    ///
    /// @param nth which of the children with that name, from 0
    public Place child(String name, int nth) {
        List<XmlElement> same = element().children(name);
        if (nth >= same.size()) {
            return this;
        }
        var longer = new ArrayList<>(ancestry);
        longer.add(same.get(nth));
        return new Place(longer);
    }

    /// The place of this very child.
    public Place inside(XmlElement child) {
        var longer = new ArrayList<>(ancestry);
        longer.add(child);
        return new Place(longer);
    }

    /// The places of all children with that name, in document order.
    public List<Place> children(String name) {
        var places = new ArrayList<Place>();
        for (XmlElement child : element().children(name)) {
            var longer = new ArrayList<>(ancestry);
            longer.add(child);
            places.add(new Place(longer));
        }
        return places;
    }

    /// The first child with that name; this place itself when there is none.
    public Place child(String name) {
        return child(name, 0);
    }

    /// A complaint about this element.
    ///
    /// @param problem what is wrong, without a full stop
    /// @param expected what was expected, without a full stop; may be empty
    public SpecException fail(String problem, String expected) {
        return fail(SpecException.Kind.CONTENT, problem, expected);
    }

    /// A complaint of another kind.
    public SpecException fail(SpecException.Kind kind, String problem, String expected) {
        return new SpecException(
                kind, element().line(), element().column(), path(), problem, expected);
    }

    /// Such as `/domain/devices/disk[2]/target`: a number where there are several of a name.
    public String path() {
        return path(ancestry);
    }

    static String path(List<XmlElement> ancestry) {
        var text = new StringBuilder();
        for (int i = 0; i < ancestry.size(); i++) {
            XmlElement element = ancestry.get(i);
            text.append('/').append(element.name());
            if (i > 0) {
                appendOrdinal(text, ancestry.get(i - 1), element);
            }
        }
        return text.toString();
    }

    @SuppressWarnings("ReferenceEquality") // equal siblings are different elements
    private static void appendOrdinal(StringBuilder text, XmlElement parent, XmlElement element) {
        int count = 0;
        int nth = 0;
        for (XmlNode node : parent.children()) {
            if (node instanceof XmlElement sibling && sibling.name().equals(element.name())) {
                count++;
                if (sibling == element) {
                    nth = count;
                }
            }
        }
        if (count > 1) {
            text.append('[').append(nth).append(']');
        }
    }
}
