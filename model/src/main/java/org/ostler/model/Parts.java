package org.ostler.model;

import org.jspecify.annotations.Nullable;

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
    ///
    /// @param emptyIsAbsent whether no text means no value; otherwise it is a text for the codec
    record Content<R, V>(
            String name,
            int slot,
            Codec<V> codec,
            Spelling<R, V> get,
            Function<V, Object> wrap,
            boolean emptyIsAbsent) {
        void read(XmlElement element, @Nullable Object[] slots, Reading in) {
            String text = element.text();
            if (emptyIsAbsent && text.isEmpty()) {
                return;
            }
            slots[slot] = wrap.apply(decode(codec, text, "element '", name, in));
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
}
