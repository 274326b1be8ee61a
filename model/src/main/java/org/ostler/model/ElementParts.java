package org.ostler.model;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// The parts that stand for whole child elements.
final class ElementParts {
    private ElementParts() {}

    /// A child element that is a record of its own.
    record One<R, C>(
            String name,
            int slot,
            Shape<C> shape,
            Parts.Spelling<R, C> get,
            Function<C, Object> wrap)
            implements Parts.Child<R> {
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
            implements Parts.Child<R> {
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

    /// One of the names under which children come that share a list, in document order; the first
    /// of them writes all.
    record Mixed<R, E>(
            String name,
            int slot,
            Shape<E> shape,
            List<Mixed<R, E>> all,
            Function<? super E, String> nameOf,
            Function<? super R, ? extends List<E>> get)
            implements Parts.Child<R> {
        @Override
        @SuppressWarnings("unchecked") // the slot is these parts' own
        public int read(XmlElement child, @Nullable Object[] slots, Kept.Builder kept, Reading in) {
            var list = (List<E>) slots[slot];
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
            if (!all.getFirst().name.equals(name)) {
                placer.afterAll(name, out);
                return;
            }
            List<E> list = get.apply(record);
            for (int i = 0; i < list.size(); i++) {
                String called = nameOf.apply(list.get(i));
                for (Mixed<R, E> part : all) {
                    if (part.name.equals(called)) {
                        part.shape.write(called, list.get(i), out);
                    }
                }
                placer.after(called, i, out);
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
            implements Parts.Child<R> {
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
            list.add(Parts.decode(codec, text.get(), "attribute '", attribute, in));
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
    record Raw<R>(
            String name, int slot, boolean foreign, Function<? super R, Optional<XmlElement>> get)
            implements Parts.Child<R> {
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
            XmlElement value = get.apply(record).orElse(null);
            if (value != null && foreign) {
                out.foreign(value);
            } else if (value != null) {
                out.node(value);
            }
            placer.afterAll(name, out);
        }
    }

    /// Child elements of one name that have a place in the order but no component.
    record Untyped<R>(String name) implements Parts.Child<R> {
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

    /// A child element by which a host tells of an object that is there: read over, and written
    /// only where the record was told.
    record Reported<R>(String name, Predicate<R> has, BiConsumer<R, XmlWriter> value)
            implements Parts.Child<R> {
        @Override
        public int read(XmlElement child, @Nullable Object[] slots, Kept.Builder kept, Reading in) {
            in.remark(Remark.Kind.REPORTED, child);
            return 0;
        }

        @Override
        public boolean isPresent(R record) {
            return has.test(record);
        }

        @Override
        public void write(R record, Kept kept, XmlWriter out, Placer placer) {
            value.accept(record, out);
            placer.afterAll(name, out);
        }
    }
}
