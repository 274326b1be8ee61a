package org.ostler.model;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// Feeds every kept node of a level to its place while the level is written.
final class Placer {
    private static final Placer EMPTY = new Placer(List.of());
    private final Map<String, ArrayDeque<Kept.Placed>> waiting;

    private Placer(List<Kept.Placed> nodes) {
        if (nodes.isEmpty()) {
            waiting = Map.of();
            return;
        }
        waiting = new LinkedHashMap<>();
        for (Kept.Placed node : nodes) {
            waiting.computeIfAbsent(node.after(), name -> new ArrayDeque<>()).add(node);
        }
    }

    static Placer of(List<Kept.Placed> nodes) {
        return nodes.isEmpty() ? EMPTY : new Placer(nodes);
    }

    /// Writes what follows the sibling of that name and ordinal.
    void after(String name, int ordinal, XmlWriter out) {
        if (!waiting.isEmpty()) {
            drain(name, ordinal, out);
        }
    }

    /// Writes what is left to follow siblings of that name.
    void afterAll(String name, XmlWriter out) {
        if (!waiting.isEmpty()) {
            drain(name, Integer.MAX_VALUE, out);
        }
    }

    /// Writes whatever found no place.
    void rest(BiConsumer<XmlNode, XmlWriter> write, XmlWriter out) {
        for (var queue : waiting.values()) {
            for (Kept.Placed node : queue) {
                write.accept(node.node(), out);
            }
            queue.clear();
        }
    }

    private void drain(String name, int ordinal, XmlWriter out) {
        var queue = waiting.get(name);
        while (queue != null && !queue.isEmpty() && queue.getFirst().ordinal() <= ordinal) {
            out.node(queue.removeFirst().node());
        }
    }
}
