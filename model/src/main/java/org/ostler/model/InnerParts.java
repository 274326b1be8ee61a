package org.ostler.model;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.function.Function;

/// The parts that stand for child elements whose inside belongs to the record of the parent.
final class InnerParts {
    private InnerParts() {}

    /// An element without content that is there or not.
    record Flag<R>(String name, int slot, Function<? super R, Boolean> get, Level<R> level)
            implements Parts.Child<R> {
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
            implements Parts.Child<R> {
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
    record Group<R>(String name, int slot, Level<R> level) implements Parts.Child<R> {
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
            implements Parts.Child<R> {
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
            variants.writeChildren(get.apply(record), kept, out, placer);
        }
    }
}
