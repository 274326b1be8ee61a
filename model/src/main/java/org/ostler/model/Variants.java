package org.ostler.model;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The variants of a sealed type and the attribute that tells them apart (`type='file'`).
///
/// @param <V> the sealed type
public final class Variants<V> {
    private final String attribute;
    private final Map<String, Case<? extends V>> byTag = new HashMap<>();
    private final Map<Class<?>, Case<? extends V>> byClass = new HashMap<>();
    private final List<String> tags = new ArrayList<>();
    private @Nullable String absent;
    private @Nullable Function<V, String> told;

    private record Case<C>(Shape<C> shape, Function<C, String> tag) {
        @SuppressWarnings("unchecked") // found by the value's own class
        static <C> Case<C> unchecked(Case<?> found) {
            return (Case<C>) found;
        }
    }

    private Variants(String attribute) {
        this.attribute = attribute;
    }

    /// Variants told apart by an attribute; add them with `when`, all before the first use.
    public static <V> Variants<V> by(String attribute) {
        return new Variants<>(attribute);
    }

    /// Adds a variant that one word stands for.
    public <C extends V> Variants<V> when(String tag, Class<C> type, Shape<C> shape) {
        return when(List.of(tag), type, shape, value -> tag);
    }

    /// Adds a variant that several words stand for; it finds its word with [Values#tag] and gives
    /// it back.
    public <C extends V> Variants<V> when(
            List<String> words, Class<C> type, Shape<C> shape, Function<C, String> tag) {
        var added = new Case<C>(shape, tag);
        for (String word : words) {
            byTag.put(word, added);
            tags.add(word);
        }
        byClass.put(type, added);
        return this;
    }

    /// Has variants of one class told apart by the word that each says of itself.
    public Variants<V> told(Function<V, String> word) {
        told = word;
        return this;
    }

    /// Adds a variant of the class of which all are; see [#told].
    public Variants<V> when(String tag, Shape<V> shape) {
        byTag.put(tag, new Case<V>(shape, value -> tag));
        tags.add(tag);
        return this;
    }

    /// The word that is meant when the attribute is not there.
    public Variants<V> otherwise(String tag) {
        absent = tag;
        return this;
    }

    String attribute() {
        return attribute;
    }

    /// The word that is meant when the attribute is not there.
    Optional<String> absent() {
        return Optional.ofNullable(absent);
    }

    /// The shapes of all variants.
    List<Shape<? extends V>> shapes() {
        List<Shape<? extends V>> shapes = new ArrayList<>();
        for (String tag : tags) {
            Case<? extends V> found = byTag.get(tag);
            if (found != null && !shapes.contains(found.shape())) {
                shapes.add(found.shape());
            }
        }
        return shapes;
    }

    boolean keep() {
        for (Case<? extends V> candidate : byTag.values()) {
            if (!candidate.shape().keeps()) {
                return false;
            }
        }
        return true;
    }

    /// Where children of that name come among those of the variant that has them; -1 when none has.
    int rank(String child) {
        for (Case<? extends V> candidate : byTag.values()) {
            int index = candidate.shape().level().indexOf(child);
            if (index >= 0) {
                return index;
            }
        }
        return -1;
    }

    /// The chosen variant while it is read.
    static final class Opened<C> {
        private final Shape<C> shape;
        private final String tag;
        private final @Nullable Object[] slots;
        private final Kept.Builder kept = new Kept.Builder();

        Opened(Shape<C> shape, String tag) {
            this.shape = shape;
            this.tag = tag;
            this.slots = new Object[shape.size()];
        }

        boolean readAttribute(XmlAttribute read, Reading in) {
            Parts.Attribute<C> part = shape.level().attribute(read.name());
            if (part == null) {
                return false;
            }
            part.read(read.value(), slots, in);
            return true;
        }

        boolean knows(String child) {
            return shape.level().child(child) != null;
        }

        /// Reads a child; what it has besides goes to the variant's own kept part or, if it has
        /// none, to the parent's.
        int readChild(XmlElement child, Kept.Builder parent, Reading in) {
            Parts.Child<C> part = shape.level().child(child.name());
            return part == null ? -1 : part.read(child, slots, shape.keeps() ? kept : parent, in);
        }

        C build(Reading in) {
            return shape.build(slots, kept.build(name -> 0), tag, in);
        }
    }

    Opened<? extends V> open(XmlElement element, Reading in) {
        return opened(choose(element, in).shape(), tag(element));
    }

    private static <C> Opened<C> opened(Shape<C> shape, String tag) {
        return new Opened<>(shape, tag);
    }

    /// The word at the element; [#choose] has made sure that there is one.
    private String tag(XmlElement element) {
        String word = value(element);
        return word == null ? "" : word;
    }

    private @Nullable String value(XmlElement element) {
        for (XmlAttribute candidate : element.attributes()) {
            if (candidate.name().equals(attribute)) {
                return candidate.value();
            }
        }
        return absent;
    }

    private Case<? extends V> choose(XmlElement element, Reading in) {
        String word = value(element);
        if (word == null) {
            throw in.fail("attribute '" + attribute + "' is missing", expected());
        }
        Case<? extends V> chosen = byTag.get(word);
        if (chosen == null) {
            throw in.fail(
                    "attribute '" + attribute + "' has the invalid value " + Reading.quote(word),
                    expected());
        }
        return chosen;
    }

    /// What the attribute may be, for messages.
    String expected() {
        return "one of '" + String.join("', '", tags) + "'";
    }

    /// Reads an element that is a variant as a whole.
    V read(XmlElement element, Reading in) {
        return choose(element, in).shape().read(element, in, attribute, tag(element));
    }

    private <C extends V> Case<C> of(V value) {
        Case<? extends V> found =
                told == null ? byClass.get(value.getClass()) : byTag.get(told.apply(value));
        if (found == null) {
            throw new IllegalArgumentException("no variant for " + value.getClass());
        }
        return Case.unchecked(found);
    }

    /// Writes an element that is a variant as a whole.
    void write(String name, V value, XmlWriter out) {
        out.start(name);
        writeWhole(value, out);
        out.end();
    }

    @SuppressWarnings("unchecked") // the case was found by the value's class
    private <C extends V> void writeWhole(V value, XmlWriter out) {
        Case<C> found = of(value);
        out.attribute(attribute, found.tag().apply((C) value));
        found.shape().level().writeBody((C) value, found.shape().keptOf((C) value), out);
    }

    @SuppressWarnings("unchecked") // the case was found by the value's class
    <C extends V> void writeAttributes(V value, XmlWriter out) {
        Case<C> found = of(value);
        out.attribute(attribute, found.tag().apply((C) value));
        for (Parts.Attribute<C> part : found.shape().level().attributes()) {
            part.write((C) value, out);
        }
    }

    @SuppressWarnings("unchecked") // the case was found by the value's class
    <C extends V> void writeChildren(V value, Kept parent, XmlWriter out, Placer placer) {
        Case<C> found = of(value);
        Kept kept = found.shape().keeps() ? found.shape().keptOf((C) value) : parent;
        for (Parts.Child<C> part : found.shape().level().children()) {
            part.write((C) value, kept, out, placer);
        }
    }
}
