package org.ostler.model.diff;

import org.ostler.model.XmlAttribute;
import org.ostler.model.XmlElement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Walks through two trees at once, element by element, and tells every value with what it is in
/// the other tree. Exchanging the trees exchanges the values told, and nothing else.
final class TreeWalk {
    /// Told each value.
    @FunctionalInterface
    interface Visitor {
        /// A value: of an attribute, a text, a comment, or of an element that has none of these.
        ///
        /// @param site the element
        /// @param suffix what of it: `/@name`, `/comment()`, or empty for the element or its text
        void value(Site site, String suffix, Optional<String> before, Optional<String> after);
    }

    /// What of an element a comment is.
    static final String COMMENT = "/comment()";

    private final Visitor visitor;
    private final boolean wholeThings;

    private TreeWalk(Visitor visitor, boolean wholeThings) {
        this.visitor = visitor;
        this.wholeThings = wholeThings;
    }

    /// Walks.
    ///
    /// @param wholeThings whether a device that only one tree has is one value; where not, values
    ///   come in the order of the second tree, which is not the same with the trees exchanged
    static void walk(XmlElement before, XmlElement after, boolean wholeThings, Visitor visitor) {
        Site root =
                new Site(
                        Optional.empty(),
                        name(before, after),
                        "",
                        "",
                        Optional.of(before),
                        Optional.of(after));
        new TreeWalk(visitor, wholeThings).element(root);
    }

    private static String name(XmlElement one, XmlElement other) {
        return one.name().compareTo(other.name()) <= 0 ? one.name() : other.name();
    }

    private void element(Site site) {
        boolean alone = site.before().isEmpty() || site.after().isEmpty();
        boolean bare =
                site.before().map(Content::isBare).orElse(true)
                        && site.after().map(Content::isBare).orElse(true);
        if (bare || (alone && wholeThings && Identity.isThing(site.plain()))) {
            visitor.value(site, "", whole(site.before()), whole(site.after()));
            return;
        }
        attributes(site);
        Optional<String> before = site.before().map(Content::text).filter(t -> !t.isEmpty());
        Optional<String> after = site.after().map(Content::text).filter(t -> !t.isEmpty());
        told(site, "", before, after);
        comments(site);
        children(site);
    }

    private static Optional<String> whole(Optional<XmlElement> element) {
        return element.map(one -> Content.isBare(one) ? "<" + one.name() + "/>" : oneLine(one));
    }

    /// Line breaks that only lay the element out go; those inside texts are kept as characters.
    private static String oneLine(XmlElement element) {
        return element.toString().strip().replaceAll(">\\R\\s*<", "><");
    }

    private void told(Site site, String suffix, Optional<String> before, Optional<String> after) {
        if (before.isPresent() || after.isPresent()) {
            visitor.value(site, suffix, before, after);
        }
    }

    private void attributes(Site site) {
        Map<String, XmlAttribute> before = attributes(site.before());
        Map<String, XmlAttribute> after = attributes(site.after());
        for (String key : merged(List.copyOf(before.keySet()), List.copyOf(after.keySet()))) {
            Optional<XmlAttribute> one = Optional.ofNullable(before.get(key));
            Optional<XmlAttribute> other = Optional.ofNullable(after.get(key));
            TreeSet<String> names = new TreeSet<>();
            one.map(XmlAttribute::name).ifPresent(names::add);
            other.map(XmlAttribute::name).ifPresent(names::add);
            told(
                    site,
                    "/@" + names.first(),
                    one.map(XmlAttribute::value),
                    other.map(XmlAttribute::value));
        }
    }

    private static Map<String, XmlAttribute> attributes(Optional<XmlElement> element) {
        Map<String, XmlAttribute> known = new LinkedHashMap<>();
        element.map(Content::attributes)
                .orElse(List.of())
                .forEach(attribute -> known.put(Content.name(attribute), attribute));
        return known;
    }

    /// Comments that both have are told of once each; the others came or went.
    private void comments(Site site) {
        List<String> before = site.before().map(Content::comments).orElse(List.of());
        List<String> gone = new ArrayList<>(before);
        List<String> come = new ArrayList<>(site.after().map(Content::comments).orElse(List.of()));
        for (String comment : before) {
            if (come.remove(comment)) {
                gone.remove(comment);
                told(site, COMMENT, Optional.of(comment), Optional.of(comment));
            }
        }
        TreeSet<String> texts = new TreeSet<>(gone);
        texts.addAll(come);
        for (String text : texts) {
            gone.stream()
                    .filter(text::equals)
                    .forEach(one -> told(site, COMMENT, Optional.of(one), Optional.empty()));
            come.stream()
                    .filter(text::equals)
                    .forEach(one -> told(site, COMMENT, Optional.empty(), Optional.of(one)));
        }
    }

    private void children(Site site) {
        Map<String, List<XmlElement>> before = byName(site.before());
        Map<String, List<XmlElement>> after = byName(site.after());
        for (String key : merged(List.copyOf(before.keySet()), List.copyOf(after.keySet()))) {
            List<XmlElement> ones = before.getOrDefault(key, List.of());
            List<XmlElement> others = after.getOrDefault(key, List.of());
            XmlElement one = ones.isEmpty() ? others.getFirst() : ones.getFirst();
            String name = name(one, others.isEmpty() ? one : others.getFirst());
            for (Matching.Pair pair : pairs(site.plain() + "/" + name, ones, others)) {
                element(
                        new Site(
                                Optional.of(site),
                                name,
                                pair.label(),
                                pair.counted(),
                                pair.before(),
                                pair.after()));
            }
        }
    }

    private List<Matching.Pair> pairs(
            String plain, List<XmlElement> ones, List<XmlElement> others) {
        List<Matching.Pair> pairs = Matching.of(plain, ones, others);
        if (!wholeThings) {
            pairs.sort(Comparator.comparingInt(Matching.Pair::index));
        }
        return pairs;
    }

    private static Map<String, List<XmlElement>> byName(Optional<XmlElement> element) {
        Map<String, List<XmlElement>> known = new LinkedHashMap<>();
        for (XmlElement child : element.map(Content::elements).orElse(List.of())) {
            known.computeIfAbsent(Content.name(child), name -> new ArrayList<>()).add(child);
        }
        return known;
    }

    /// Names in the order of both lists; where these say nothing or contradict each other, in that
    /// of the alphabet.
    private static List<String> merged(List<String> before, List<String> after) {
        Set<String> ones = new LinkedHashSet<>(before);
        Set<String> others = new LinkedHashSet<>(after);
        List<String> all = new ArrayList<>();
        while (!ones.isEmpty() && !others.isEmpty()) {
            String one = ones.iterator().next();
            String other = others.iterator().next();
            boolean oneIsFree = one.equals(other) || !others.contains(one);
            boolean otherIsFree = one.equals(other) || !ones.contains(other);
            boolean takeOne = oneIsFree == otherIsFree ? one.compareTo(other) <= 0 : oneIsFree;
            String next = takeOne ? one : other;
            all.add(next);
            ones.remove(next);
            others.remove(next);
        }
        all.addAll(ones);
        all.addAll(others);
        return all;
    }
}
