package org.ostler.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/// What a record carries of its element besides its components, so that nothing of a text is lost.
///
/// Part of the record's value: two records are equal only when they keep the same.
///
/// @param attributes attributes that the record has no component for, in document order
/// @param nodes elements, comments and stray text that have no place of their own, in canonical
///   order
/// @param untyped elements that have a place in the format's order but no component, by name
/// @param inner what is kept inside child elements that have components but no record of their own,
///   by name
public record Kept(
        List<XmlAttribute> attributes,
        List<Placed> nodes,
        Map<String, List<XmlElement>> untyped,
        Map<String, Kept> inner) {
    /// Nothing kept.
    public static final Kept NONE = new Kept(List.of(), List.of(), Map.of(), Map.of());

    /// The `after` of a node that follows everything; no element is called so.
    static final String END = "*";

    /// A node and the known sibling that it follows.
    ///
    /// @param after the name of that sibling; empty when the node comes before all of them, `*`
    ///   when after all
    /// @param ordinal which of the siblings with that name, from 0
    public record Placed(String after, int ordinal, XmlNode node) {}

    public Kept {
        attributes = List.copyOf(attributes);
        nodes = List.copyOf(nodes);
        untyped = Map.copyOf(untyped);
        inner = Map.copyOf(inner);
    }

    public boolean isEmpty() {
        return attributes.isEmpty() && nodes.isEmpty() && untyped.isEmpty() && inner.isEmpty();
    }

    /// Whether a node has its place behind a sibling of that name.
    boolean followsAny(String sibling) {
        for (Placed node : nodes) {
            if (node.after().equals(sibling)) {
                return true;
            }
        }
        return false;
    }

    /// What is kept inside the child element of this name.
    Kept inside(String child) {
        return inner.getOrDefault(child, NONE);
    }

    /// Every kept element with this name in no namespace, wherever it is placed.
    public List<XmlElement> elements(String name) {
        List<XmlElement> placed = untyped.getOrDefault(name, List.of());
        if (!placed.isEmpty() || nodes.isEmpty()) {
            return placed;
        }
        var found = new ArrayList<XmlElement>();
        for (Placed node : nodes) {
            if (node.node() instanceof XmlElement element && element.is(name)) {
                found.add(element);
            }
        }
        return List.copyOf(found);
    }

    /// The same with the attribute set.
    public Kept withAttribute(String name, String value) {
        var changed = new ArrayList<XmlAttribute>(attributes);
        changed.removeIf(attribute -> attribute.name().equals(name));
        changed.add(new XmlAttribute(name, value));
        return new Kept(changed, nodes, untyped, inner);
    }

    /// The same with one more element at the end of those that have no place of their own.
    public Kept withElement(XmlElement element) {
        var changed = new ArrayList<Placed>(nodes);
        changed.add(new Placed(END, 0, element));
        return new Kept(attributes, changed, untyped, inner);
    }

    /// Gathers a [Kept] while an element is read; most elements keep nothing and cost nothing.
    static final class Builder {
        private final List<XmlAttribute> attributes = new ArrayList<>(0);
        private final List<Placed> nodes = new ArrayList<>(0);
        private Map<String, List<XmlElement>> untyped = Map.of();
        private Map<String, Kept> inner = Map.of();

        void attribute(XmlAttribute attribute) {
            attributes.add(attribute);
        }

        void node(String after, int ordinal, XmlNode node) {
            nodes.add(new Placed(after, ordinal, node));
        }

        /// Returns how many of that name there are now.
        int untyped(XmlElement element) {
            if (untyped.isEmpty()) {
                untyped = new HashMap<>();
            }
            List<XmlElement> same =
                    untyped.computeIfAbsent(element.name(), name -> new ArrayList<>());
            same.add(element);
            return same.size();
        }

        void inner(String child, Kept kept) {
            if (inner.isEmpty()) {
                inner = new HashMap<>();
            }
            inner.put(child, kept);
        }

        /// What has been gathered, the nodes in the order in which they will be written.
        ///
        /// @param rank where children of a name come in that order
        Kept build(ToIntFunction<String> rank) {
            if (attributes.isEmpty() && nodes.isEmpty() && untyped.isEmpty() && inner.isEmpty()) {
                return NONE;
            }
            if (!untyped.isEmpty()) {
                untyped.replaceAll((name, same) -> List.copyOf(same));
            }
            if (nodes.size() > 1) {
                nodes.sort(
                        Comparator.<Placed>comparingInt(node -> rank.applyAsInt(node.after()))
                                .thenComparingInt(Placed::ordinal));
            }
            return new Kept(attributes, nodes, untyped, inner);
        }
    }
}
