package org.ostler.model.diff;

import org.ostler.model.XmlElement;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Finds which elements of one name are the same in two trees.
///
/// What tells them apart by nature comes first (a disk's target), even where it says that none is
/// the same. Devices that do not say it are matched by alias, then by address, then by being equal;
/// whatever is left, in order. Exchanging the trees exchanges the result, and nothing else.
/// Confined to one thread.
final class Matching {
    /// An element and what it is in the other tree.
    ///
    /// @param label what tells it from its siblings in a path; may be empty
    /// @param counted where it stands in the second tree; empty where it is alone of its name
    /// @param index the same as a number; the largest where it does not stand there
    record Pair(
            Optional<XmlElement> before,
            Optional<XmlElement> after,
            String label,
            String counted,
            int index) {}

    /// An element, its place among those of its name, and what it is by nature.
    private static final class Item {
        final XmlElement element;
        final int index;
        final String natural;
        boolean taken;

        Item(XmlElement element, int index, String natural) {
            this.element = element;
            this.index = index;
            this.natural = natural;
        }

        boolean isNamed() {
            return !natural.isEmpty();
        }
    }

    private final List<Pair> pairs = new ArrayList<>();
    private final String plain;
    private final List<Item> before;
    private final List<Item> after;

    private Matching(String plain, List<XmlElement> before, List<XmlElement> after) {
        this.plain = plain;
        this.before = items(before);
        this.after = items(after);
    }

    /// The pairs, in an order that does not depend on which tree is the first.
    ///
    /// @param plain the place of the elements, without anything that tells them apart
    static List<Pair> of(String plain, List<XmlElement> before, List<XmlElement> after) {
        return new Matching(plain, before, after).pairs();
    }

    /// Each with its natural condition; a condition that several share is counted through.
    private List<Item> items(List<XmlElement> elements) {
        Map<String, Integer> seen = new HashMap<>();
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            String natural = Identity.natural(plain, elements.get(i)).orElse("");
            String label = "";
            if (!natural.isEmpty()) {
                int nth = seen.merge(natural, 1, Integer::sum);
                label = "[" + natural + "]" + (nth > 1 ? "[" + nth + "]" : "");
            }
            items.add(new Item(elements.get(i), i, label));
        }
        return items;
    }

    private List<Pair> pairs() {
        match(item -> item.natural);
        if (Identity.isDevice(plain)) {
            match(item -> bracketed(Identity.alias(item.element)));
            match(item -> bracketed(Identity.address(item.element)));
            matchEqual();
        }
        inOrder(unnamed(before), unnamed(after));
        inOrder(unnamed(before), left(after));
        inOrder(left(before), unnamed(after));
        left(before).forEach(item -> pairs.add(pair(Optional.of(item), Optional.empty(), "")));
        left(after).forEach(item -> pairs.add(pair(Optional.empty(), Optional.of(item), "")));
        pairs.sort((a, b) -> NaturalOrder.compare(a.label, b.label));
        return pairs;
    }

    private static String bracketed(Optional<String> condition) {
        return condition.map(text -> "[" + text + "]").orElse("");
    }

    private static List<Item> left(List<Item> items) {
        return items.stream().filter(item -> !item.taken).toList();
    }

    private static List<Item> unnamed(List<Item> items) {
        return items.stream().filter(item -> !item.taken && !item.isNamed()).toList();
    }

    /// Matches what has the same key, which nothing else has; two that say by nature what they are
    /// only where that is the key.
    private void match(Function<Item, String> key) {
        Map<String, Item> others = unique(after, key);
        unique(before, key)
                .forEach(
                        (value, item) -> {
                            Item other = others.get(value);
                            if (other != null && mayBeSame(item, other)) {
                                take(item, other, value);
                            }
                        });
    }

    private static boolean mayBeSame(Item one, Item other) {
        return !one.isNamed() || !other.isNamed() || one.natural.equals(other.natural);
    }

    private static Map<String, Item> unique(List<Item> items, Function<Item, String> key) {
        Map<String, Item> found = new LinkedHashMap<>();
        Set<String> twice = new HashSet<>();
        for (Item item : left(items)) {
            String value = key.apply(item);
            if (!value.isEmpty() && found.putIfAbsent(value, item) != null) {
                twice.add(value);
            }
        }
        found.keySet().removeAll(twice);
        return found;
    }

    private void matchEqual() {
        Map<String, Deque<Item>> byContent = new HashMap<>();
        for (Item item : unnamed(after)) {
            byContent
                    .computeIfAbsent(Content.of(item.element), content -> new ArrayDeque<>())
                    .add(item);
        }
        for (Item item : unnamed(before)) {
            Deque<Item> same = byContent.get(Content.of(item.element));
            if (same != null && !same.isEmpty()) {
                take(item, same.removeFirst(), "");
            }
        }
    }

    private void inOrder(List<Item> ones, List<Item> others) {
        for (int i = 0; i < Math.min(ones.size(), others.size()); i++) {
            take(ones.get(i), others.get(i), "");
        }
    }

    private void take(Item one, Item other, String key) {
        one.taken = true;
        other.taken = true;
        pairs.add(pair(Optional.of(one), Optional.of(other), key));
    }

    private Pair pair(Optional<Item> one, Optional<Item> other, String key) {
        String label =
                one.filter(Item::isNamed)
                        .or(() -> other.filter(Item::isNamed))
                        .map(item -> item.natural)
                        .orElse(key);
        if (label.isEmpty() && Math.max(before.size(), after.size()) > 1) {
            int least =
                    Math.min(
                            one.map(item -> item.index).orElse(Integer.MAX_VALUE),
                            other.map(item -> item.index).orElse(Integer.MAX_VALUE));
            label = "[" + (least + 1) + "]";
        }
        String counted =
                after.size() > 1 ? other.map(item -> "[" + (item.index + 1) + "]").orElse("") : "";
        return new Pair(
                one.map(item -> item.element),
                other.map(item -> item.element),
                label,
                counted,
                other.map(item -> item.index).orElse(Integer.MAX_VALUE));
    }
}
