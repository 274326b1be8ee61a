package org.ostler.model;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// The parts that an element can have; each knows how to read itself into a slot and how to write
/// itself from a record.
final class Parts {
    private Parts() {}

    /// An attribute.
    interface Attribute<R> {
        String name();

        void read(String value, @Nullable Object[] slots, Reading in);

        boolean isPresent(R record);

        void write(R record, XmlWriter out);
    }

    /// A child element, or all child elements of one name.
    interface Child<R> {
        String name();

        /// Reads one child; returns which of its name it is, from 0, or -1 when there can be no
        /// more of it.
        int read(XmlElement child, @Nullable Object[] slots, Kept.Builder kept, Reading in);

        boolean isPresent(R record);

        void write(R record, Kept kept, XmlWriter out, Placer placer);
    }

    /// The value behind a field for one spelling, empty if the record has none.
    interface Spelling<R, V> {
        @Nullable V of(R record);
    }

    /// An attribute with a codec.
    record Coded<R, V>(
            String name, int slot, Codec<V> codec, Spelling<R, V> get, Function<V, Object> wrap)
            implements Attribute<R> {
        @Override
        public void read(String text, @Nullable Object[] slots, Reading in) {
            slots[slot] = wrap.apply(decode(codec, text, "attribute '", name, in));
        }

        @Override
        public boolean isPresent(R record) {
            return get.of(record) != null;
        }

        @Override
        public void write(R record, XmlWriter out) {
            V value = get.of(record);
            if (value != null) {
                out.attribute(name, codec.format(value));
            }
        }
    }

    /// The text of the element itself.
    record Content<R, V>(
            String name, int slot, Codec<V> codec, Spelling<R, V> get, Function<V, Object> wrap) {
        void read(XmlElement element, @Nullable Object[] slots, Reading in) {
            slots[slot] = wrap.apply(decode(codec, element.text(), "element '", name, in));
        }

        boolean isPresent(R record) {
            return get.of(record) != null;
        }

        void write(R record, XmlWriter out) {
            V value = get.of(record);
            if (value != null) {
                out.text(codec.format(value));
            }
        }
    }

    static <V> V decode(Codec<V> codec, String text, String kind, String name, Reading in) {
        try {
            V value = codec.parse(text);
            if (value != null) {
                return value;
            }
        } catch (IllegalArgumentException refused) {
            throw in.fail(kind + name + "': " + refused.getMessage(), codec.expected());
        }
        String problem =
                text.isEmpty() ? "' is empty" : "' has the invalid value " + Reading.quote(text);
        throw in.fail(kind + name + problem, codec.expected());
    }

    /// A child element that is a record of its own.
    record One<R, C>(
            String name, int slot, Shape<C> shape, Spelling<R, C> get, Function<C, Object> wrap)
            implements Child<R> {
        @Override
        public int read(XmlElement child, @Nullable Object[] slots, Kept.Builder kept, Reading in) {
            if (slots[slot] != null) {
                return -1;
            }
            slots[slot] = wrap.apply(shape.read(child, in));
            return 0;
        }

        @Override
        public boolean isPresent(R record) {
            return get.of(record) != null;
        }

        @Override
        public void write(R record, Kept kept, XmlWriter out, Placer placer) {
            C value = get.of(record);
            if (value != null) {
                shape.write(name, value, out);
                placer.after(name, 0, out);
            }
            placer.afterAll(name, out);
        }
    }

    /// All child elements of one name, each a record of its own.
    record Many<R, C>(
            String name, int slot, Shape<C> shape, Function<? super R, ? extends List<C>> get)
            implements Child<R> {
        @Override
        @SuppressWarnings("unchecked") // the slot is this part's own
        public int read(XmlElement child, @Nullable Object[] slots, Kept.Builder kept, Reading in) {
            var list = (List<C>) slots[slot];
            if (list == null) {
                list = new ArrayList<>();
                slots[slot] = list;
            }
            list.add(shape.read(child, in));
            return list.size() - 1;
        }

        @Override
        public boolean isPresent(R record) {
            return !get.apply(record).isEmpty();
        }

        @Override
        public void write(R record, Kept kept, XmlWriter out, Placer placer) {
            List<C> all = get.apply(record);
            for (int i = 0; i < all.size(); i++) {
                shape.write(name, all.get(i), out);
                placer.after(name, i, out);
            }
            placer.afterAll(name, out);
        }
    }

    /// Child elements of one name that carry one attribute each, such as `<boot dev='hd'/>`; what
    /// else one has is kept under `name[i]`.
    record Words<R, V>(
            String name,
            String attribute,
            int slot,
            Codec<V> codec,
            Function<? super R, ? extends List<V>> get)
            implements Child<R> {
        @Override
        @SuppressWarnings("unchecked") // the slot is this part's own
        public int read(XmlElement child, @Nullable Object[] slots, Kept.Builder kept, Reading in) {
            var list = (List<V>) slots[slot];
            if (list == null) {
                list = new ArrayList<>();
                slots[slot] = list;
            }
            in.enter(child);
            Optional<String> text = child.attribute(attribute);
            if (text.isEmpty()) {
                throw in.fail("attribute '" + attribute + "' is missing", codec.expected());
            }
            list.add(decode(codec, text.get(), "attribute '", attribute, in));
            Kept rest = new Level<R>().read(child, slots, in, attribute);
            in.leave();
            if (!rest.isEmpty()) {
                kept.inner(name + "[" + (list.size() - 1) + "]", rest);
            }
            return list.size() - 1;
        }

        @Override
        public boolean isPresent(R record) {
            return !get.apply(record).isEmpty();
        }

        @Override
        public void write(R record, Kept kept, XmlWriter out, Placer placer) {
            List<V> all = get.apply(record);
            for (int i = 0; i < all.size(); i++) {
                out.start(name).attribute(attribute, codec.format(all.get(i)));
                if (!kept.inner().isEmpty()) {
                    new Level<R>().writeBody(record, kept.inside(name + "[" + i + "]"), out);
                }
                out.end();
                placer.after(name, i, out);
            }
            placer.afterAll(name, out);
        }
    }

    /// A child element kept as it is, in a component of its own.
    record Raw<R>(String name, int slot, Function<? super R, Optional<XmlElement>> get)
            implements Child<R> {
        @Override
        public int read(XmlElement child, @Nullable Object[] slots, Kept.Builder kept, Reading in) {
            if (slots[slot] != null) {
                return -1;
            }
            slots[slot] = Optional.of(child);
            return 0;
        }

        @Override
        public boolean isPresent(R record) {
            return get.apply(record).isPresent();
        }

        @Override
        public void write(R record, Kept kept, XmlWriter out, Placer placer) {
            get.apply(record).ifPresent(out::node);
            placer.afterAll(name, out);
        }
    }

    /// Child elements of one name that have a place in the order but no component.
    record Untyped<R>(String name) implements Child<R> {
        @Override
        public int read(XmlElement child, @Nullable Object[] slots, Kept.Builder kept, Reading in) {
            in.remark(Remark.Kind.UNTYPED, child);
            return kept.untyped(child) - 1;
        }

        @Override
        public boolean isPresent(R record) {
            return false;
        }

        @Override
        public void write(R record, Kept kept, XmlWriter out, Placer placer) {
            List<XmlElement> all = kept.untyped().getOrDefault(name, List.of());
            for (int i = 0; i < all.size(); i++) {
                out.node(all.get(i));
                placer.after(name, i, out);
            }
            placer.afterAll(name, out);
        }
    }

    /// An element without content that is there or not.
    record Flag<R>(String name, int slot, Function<? super R, Boolean> get, Level<R> level)
            implements Child<R> {
        @Override
        public int read(XmlElement child, @Nullable Object[] slots, Kept.Builder kept, Reading in) {
            if (slots[slot] != null) {
                return -1;
            }
            slots[slot] = true;
            level.readInner(child, slots, kept, in, false);
            return 0;
        }

        @Override
        public boolean isPresent(R record) {
            return get.apply(record);
        }

        @Override
        public void write(R record, Kept kept, XmlWriter out, Placer placer) {
            if (get.apply(record)) {
                level.write(name, record, kept.inside(name), out);
                placer.after(name, 0, out);
            }
            placer.afterAll(name, out);
        }
    }

    /// An element that switches something on or off by its attribute `state`, on when that is
    /// missing.
    record Toggle<R>(
            String name, int slot, Function<? super R, Optional<Boolean>> get, Level<R> level)
            implements Child<R> {
        @Override
        public int read(XmlElement child, @Nullable Object[] slots, Kept.Builder kept, Reading in) {
            if (slots[slot] != null) {
                return -1;
            }
            level.readInner(child, slots, kept, in, false);
            if (slots[slot] == null) {
                slots[slot] = Optional.of(true);
            }
            return 0;
        }

        @Override
        public boolean isPresent(R record) {
            return get.apply(record).isPresent();
        }

        @Override
        public void write(R record, Kept kept, XmlWriter out, Placer placer) {
            if (isPresent(record)) {
                level.write(name, record, kept.inside(name), out);
                placer.after(name, 0, out);
            }
            placer.afterAll(name, out);
        }
    }

    /// A child element whose attributes and children are components of the parent's record.
    record Group<R>(String name, int slot, Level<R> level) implements Child<R> {
        @Override
        public int read(XmlElement child, @Nullable Object[] slots, Kept.Builder kept, Reading in) {
            if (slots[slot] != null) {
                return -1;
            }
            slots[slot] = true;
            level.readInner(child, slots, kept, in, true);
            return 0;
        }

        @Override
        public boolean isPresent(R record) {
            return level.isPresent(record);
        }

        @Override
        public void write(R record, Kept kept, XmlWriter out, Placer placer) {
            if (kept.inner().containsKey(name) || level.isPresent(record)) {
                level.write(name, record, kept.inside(name), out);
                placer.after(name, 0, out);
            }
            placer.afterAll(name, out);
        }
    }

    /// The children of a variant, at its place among those of the parent.
    record Spliced<R, V>(String name, Variants<V> variants, Function<? super R, ? extends V> get)
            implements Child<R> {
        @Override
        public int read(XmlElement child, @Nullable Object[] slots, Kept.Builder kept, Reading in) {
            throw new IllegalStateException("a variant's children are read by its own parts");
        }

        @Override
        public boolean isPresent(R record) {
            return true;
        }

        @Override
        public void write(R record, Kept kept, XmlWriter out, Placer placer) {
            variants.writeChildren(get.apply(record), out, placer);
        }
    }

    /// Feeds every kept node of a level to its place while the level is written.
    static final class Placer {
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
}
