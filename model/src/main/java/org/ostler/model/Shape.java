package org.ostler.model;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/// The two-way description of one element: reading makes a record of it, writing makes the element
/// of the record.
///
/// Reading takes parts in any order; writing puts them in the order of declaration. What has no
/// part is kept in the record's [Kept], with a [Remark], and written back behind the sibling that
/// it followed. Reading what was written gives an equal record. An [IllegalArgumentException] of
/// the record's constructor becomes a [SpecException] at the element. Shapes are immutable once
/// declared and shared between threads.
///
/// @param <R> the record
public final class Shape<R> {
    /// A condition on a whole record, checked after reading; it throws what [Place#fail] makes.
    @FunctionalInterface
    public interface Check<R> {
        void check(R record, Place place);
    }

    /// Makes the record.
    @FunctionalInterface
    public interface Make<R> {
        R make(Values<R> values);
    }

    private final Level<R> level;
    private final List<Field<R, ?>> fields;
    private final int slotCount;
    private final boolean keeps;
    private final Make<R> make;
    private final Function<? super R, Kept> kept;
    private final List<Check<R>> checks;
    private final @Nullable Variants<R> variants;

    Shape(
            Level<R> level,
            List<Field<R, ?>> fields,
            int slotCount,
            Make<R> make,
            @Nullable Function<? super R, Kept> kept,
            List<Check<R>> checks) {
        this.level = level;
        this.fields = List.copyOf(fields);
        this.slotCount = slotCount;
        this.make = make;
        this.keeps = kept != null;
        this.kept = kept == null ? record -> Kept.NONE : kept;
        this.checks = List.copyOf(checks);
        this.variants = null;
    }

    private Shape(Variants<R> variants) {
        this.level = new Level<>();
        this.fields = List.of();
        this.slotCount = 0;
        this.keeps = false;
        this.make =
                values -> {
                    throw new IllegalStateException("a choice is made by its variants");
                };
        this.kept = record -> Kept.NONE;
        this.checks = List.of();
        this.variants = variants;
    }

    /// The shape of an element that is one of several variants as a whole, such as `<address
    /// type='pci' …/>`.
    public static <V> Shape<V> choice(Variants<V> variants) {
        return new Shape<>(variants);
    }

    /// Makes a record of the element.
    public Parsed<R> parse(XmlElement element) {
        var in = new Reading();
        return new Parsed<>(read(element, in), in.remarks());
    }

    /// Writes the record as an element of that name.
    public void write(String name, R record, XmlWriter out) {
        if (variants != null) {
            variants.write(name, record, out);
        } else {
            level.write(name, record, kept.apply(record), out);
        }
    }

    /// A copy of the record with one component changed; the record itself where that is the very
    /// value that it has.
    @SuppressWarnings("ReferenceEquality") // to compare a tree would cost more than the copy
    public <T> R with(R record, Field<R, T> changed, T value) {
        if (changed.get.apply(record) == value) {
            return record;
        }
        @Nullable Object[] slots = new Object[slotCount];
        for (Field<R, ?> field : fields) {
            slots[field.slot] = field == changed ? value : field.get.apply(record);
        }
        return make.make(new Values<>(slots, kept.apply(record), ""));
    }

    /// A copy of the record that keeps something else.
    R withKept(R record, Kept other) {
        @Nullable Object[] slots = new Object[slotCount];
        for (Field<R, ?> field : fields) {
            slots[field.slot] = field.get.apply(record);
        }
        return make.make(new Values<>(slots, other, ""));
    }

    /// Writes the inside of an element that the caller has begun, and whose one attribute it has
    /// written.
    void writeBodyWithout(String attribute, R record, XmlWriter out) {
        level.writeBody(record, kept.apply(record), out, attribute);
    }

    R read(XmlElement element, Reading in) {
        if (variants != null) {
            in.enter(element);
            R value = variants.read(element, in);
            in.leave();
            return value;
        }
        in.enter(element);
        R value = read(element, in, "", "");
        in.leave();
        return value;
    }

    /// Reads the element that the reading has entered already.
    R read(XmlElement element, Reading in, String discriminator, String tag) {
        @Nullable Object[] slots = new Object[slotCount];
        Kept rest = level.read(element, slots, in, discriminator);
        return build(slots, rest, tag, in);
    }

    R build(@Nullable Object[] slots, Kept rest, String tag, Reading in) {
        for (int i = 0; i < fields.size(); i++) {
            Field<R, ?> field = fields.get(i);
            if (slots[field.slot] == null) {
                if (field.absent == null) {
                    throw in.fail(field.label + " is missing", "");
                }
                slots[field.slot] = field.absent;
            }
        }
        R record;
        try {
            record = make.make(new Values<>(slots, rest, tag));
        } catch (IllegalArgumentException refused) {
            throw in.fail(String.valueOf(refused.getMessage()), "");
        }
        for (Check<R> check : checks) {
            check.check(record, in.here());
        }
        return record;
    }

    int size() {
        return slotCount;
    }

    Level<R> level() {
        return level;
    }

    List<Field<R, ?>> fields() {
        return fields;
    }

    @Nullable Variants<R> variants() {
        return variants;
    }

    /// Whether the record has a place for what its element has besides its components.
    boolean keeps() {
        return variants == null ? keeps : variants.keep();
    }

    Kept keptOf(R record) {
        return kept.apply(record);
    }
}
