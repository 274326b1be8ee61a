package org.ostler.model;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/// Declares the components of a record, in the order in which the format writes them, and makes the
/// [Shape] of it.
///
/// ```java
/// record Target(String dev, Optional<DiskBus> bus, Kept kept) {
///     private static final Fields<Target> F = Fields.of("target");
///     private static final Field<Target, String> DEV = F.required("dev", WORD, Target::dev);
///     private static final Field<Target, Optional<DiskBus>> BUS =
///             F.optional("bus", DiskBus.CODEC, Target::bus);
///     static final Shape<Target> SHAPE =
///             F.shape(v -> new Target(v.get(DEV), v.get(BUS), v.kept()), Target::kept);
/// }
/// ```
///
/// Used by one thread, in a static initializer.
///
/// @param <R> the record
public final class Fields<R> {
    private final String element;
    private final String within;
    private final Level<R> level = new Level<>();
    private final Slots<R> slots;
    private @Nullable Fields<R> flagged;
    private final List<Shape.Check<R>> checks = new ArrayList<>(0);

    /// What all levels of one record share.
    private static final class Slots<R> {
        final List<Field<R, ?>> fields = new ArrayList<>();
        int count;

        <T> Field<R, T> field(
                String label, Function<? super R, ? extends T> get, @Nullable T absent) {
            var field = new Field<R, T>(count++, label, get, absent);
            fields.add(field);
            return field;
        }
    }

    private Fields(String element, String within, Slots<R> slots) {
        this.element = element;
        this.within = within;
        this.slots = slots;
    }

    /// The fields of a record whose element is usually called so (for messages only).
    public static <R> Fields<R> of(String element) {
        return new Fields<>(element, "", new Slots<>());
    }

    /// A child element whose attributes and children become components of this record. Written when
    /// any of them is there.
    public Fields<R> in(String child) {
        var inner = new Fields<R>(child, " of element '" + child + "'", slots);
        level.add(new InnerParts.Group<>(child, slots.count++, inner.level));
        return inner;
    }

    /// An attribute that must be there.
    public <V> Field<R, V> required(String name, Codec<V> codec, Function<R, V> get) {
        return attribute(name, codec, null, get);
    }

    /// An attribute that is always written, and means `absent` when it is not there.
    public <V> Field<R, V> attribute(
            String name, Codec<V> codec, @Nullable V absent, Function<R, V> get) {
        Field<R, V> field = slots.field("attribute '" + name + "'" + within, get, absent);
        level.add(new Parts.Coded<>(name, field.slot, codec, get::apply, value -> value));
        return field;
    }

    /// An attribute that may be missing.
    public <V> Field<R, Optional<V>> optional(
            String name, Codec<V> codec, Function<R, Optional<V>> get) {
        Field<R, Optional<V>> field = slots.field(name, get, Optional.empty());
        level.add(new Parts.Coded<>(name, field.slot, codec, orNull(get), Optional::of));
        return field;
    }

    /// A number that may be missing.
    public Field<R, OptionalInt> optionalInt(
            String name, Codec<Integer> codec, Function<R, OptionalInt> get) {
        Field<R, OptionalInt> field = slots.field(name, get, OptionalInt.empty());
        level.add(new Parts.Coded<>(name, field.slot, codec, intOrNull(get), OptionalInt::of));
        return field;
    }

    /// A large number that may be missing.
    public Field<R, OptionalLong> optionalLong(
            String name, Codec<Long> codec, Function<R, OptionalLong> get) {
        Field<R, OptionalLong> field = slots.field(name, get, OptionalLong.empty());
        level.add(new Parts.Coded<>(name, field.slot, codec, longOrNull(get), OptionalLong::of));
        return field;
    }

    /// The element's own text.
    public <V> Field<R, V> content(Codec<V> codec, Function<R, V> get) {
        Field<R, V> field = slots.field("element '" + element + "'", get, null);
        level.add(
                new Parts.Content<>(element, field.slot, codec, get::apply, value -> value, false));
        return field;
    }

    /// A child element with nothing but text, which must be there.
    public <V> Field<R, V> text(String name, Codec<V> codec, Function<R, V> get) {
        return text(name, codec, null, get);
    }

    /// A child element with nothing but text; always written, and meaning `absent` when it is not
    /// there.
    public <V> Field<R, V> text(
            String name, Codec<V> codec, @Nullable V absent, Function<R, V> get) {
        Field<R, V> field = slots.field("element '" + name + "'" + within, get, absent);
        in(name).level
                .add(
                        new Parts.Content<>(
                                name,
                                field.slot,
                                codec,
                                get::apply,
                                value -> value,
                                absent != null));
        return field;
    }

    /// A child element with nothing but text, which may be missing; an empty one counts as missing.
    public <V> Field<R, Optional<V>> optionalText(
            String name, Codec<V> codec, Function<R, Optional<V>> get) {
        Field<R, Optional<V>> field = slots.field(name, get, Optional.empty());
        in(name).level
                .add(new Parts.Content<>(name, field.slot, codec, orNull(get), Optional::of, true));
        return field;
    }

    /// A child element that must be there.
    public <C> Field<R, C> one(String name, Shape<C> shape, Function<R, C> get) {
        return one(name, shape, null, get);
    }

    /// A child element; always written, and meaning `absent` when it is not there.
    public <C> Field<R, C> one(
            String name, Shape<C> shape, @Nullable C absent, Function<R, C> get) {
        Field<R, C> field = slots.field("element '" + name + "'" + within, get, absent);
        level.add(
                new ElementParts.One<>(
                        name, field.slot, keeping(shape), get::apply, value -> value));
        return field;
    }

    /// A child element that may be missing.
    public <C> Field<R, Optional<C>> maybe(
            String name, Shape<C> shape, Function<R, Optional<C>> get) {
        Field<R, Optional<C>> field = slots.field(name, get, Optional.empty());
        level.add(
                new ElementParts.One<>(
                        name, field.slot, keeping(shape), orNull(get), Optional::of));
        return field;
    }

    /// All child elements of one name, in document order.
    public <C> Field<R, List<C>> many(String name, Shape<C> shape, Function<R, List<C>> get) {
        Field<R, List<C>> field = slots.field(name, get, List.of());
        level.add(new ElementParts.Many<>(name, field.slot, keeping(shape), get));
        return field;
    }

    /// Child elements of several names, in document order.
    ///
    /// @param shapes what an element of each name is
    /// @param nameOf the name under which one is written
    public <E> Field<R, List<E>> mixed(
            Map<String, Shape<E>> shapes, Function<E, String> nameOf, Function<R, List<E>> get) {
        Field<R, List<E>> field = slots.field("elements", get, List.of());
        List<ElementParts.Mixed<R, E>> parts = new ArrayList<>();
        shapes.forEach(
                (name, shape) ->
                        parts.add(
                                new ElementParts.Mixed<>(
                                        name, field.slot, keeping(shape), parts, nameOf, get)));
        parts.forEach(level::add);
        return field;
    }

    /// A child element that is there or not.
    public Field<R, Boolean> flag(String name, Function<R, Boolean> get) {
        Field<R, Boolean> field = slots.field(name, get, false);
        flagged = new Fields<>(name, " of element '" + name + "'", slots);
        level.add(new InnerParts.Flag<>(name, field.slot, get, flagged.level));
        return field;
    }

    /// The inside of the flag declared last, for attributes that it may carry.
    public Fields<R> inFlag() {
        if (flagged == null) {
            throw new IllegalStateException("no flag has been declared");
        }
        return flagged;
    }

    /// Child elements of one name that carry one attribute each (`<boot dev='hd'/>`), in document
    /// order.
    public <V> Field<R, List<V>> words(
            String name, String attribute, Codec<V> codec, Function<R, List<V>> get) {
        Field<R, List<V>> field = slots.field(name, get, List.of());
        level.add(new ElementParts.Words<>(name, attribute, field.slot, codec, get));
        return field;
    }

    /// A child element that switches something on or off (`<pmu state='off'/>`); on when it has no
    /// `state`.
    public Field<R, Optional<Boolean>> toggle(String name, Function<R, Optional<Boolean>> get) {
        Field<R, Optional<Boolean>> field = slots.field(name, get, Optional.empty());
        var inner = new Level<R>();
        inner.add(new Parts.Coded<>("state", field.slot, Codec.ON_OFF, orNull(get), Optional::of));
        level.add(new InnerParts.Toggle<>(name, field.slot, get, inner));
        return field;
    }

    /// Attributes that the format knows here, but that have no component; they are kept as they
    /// are.
    public Fields<R> untypedAttributes(String... names) {
        level.untypedAttributes(List.of(names));
        return this;
    }

    /// Attributes by which a host tells of an object that is there; left out with a remark.
    public Fields<R> reportedAttributes(String... names) {
        level.reportedAttributes(List.of(names));
        return this;
    }

    /// Child elements by which a host tells of an object that is there; left out with a remark.
    public Fields<R> reported(String... names) {
        for (String name : names) {
            level.add(new ElementParts.Reported<R>(name, record -> false, (record, out) -> {}));
        }
        return this;
    }

    /// A child element by which a host tells of an object that is there: written where the record
    /// has it, left out with a remark where a text has it.
    public <C> Field<R, C> reported(String name, Shape<C> shape, C unknown, Function<R, C> get) {
        Field<R, C> field = slots.field(name, get, unknown);
        level.add(
                new ElementParts.Reported<R>(
                        name,
                        record -> true,
                        (record, out) -> shape.write(name, get.apply(record), out)));
        return field;
    }

    /// An attribute that is read elsewhere, and not kept.
    Fields<R> ignoredAttribute(String name) {
        level.ignoredAttribute(name);
        return this;
    }

    /// A child element that the record keeps as it is.
    public Field<R, Optional<XmlElement>> raw(String name, Function<R, Optional<XmlElement>> get) {
        Field<R, Optional<XmlElement>> field = slots.field(name, get, Optional.empty());
        level.add(new ElementParts.Raw<>(name, field.slot, false, get));
        return field;
    }

    /// A child element of other programs' that the record keeps as it is.
    public Field<R, Optional<XmlElement>> foreign(
            String name, Function<R, Optional<XmlElement>> get) {
        Field<R, Optional<XmlElement>> field = slots.field(name, get, Optional.empty());
        level.add(new ElementParts.Raw<>(name, field.slot, true, get));
        return field;
    }

    /// Has the element written with a start and an end tag even when nothing is in it.
    public Fields<R> neverCollapsed() {
        level.neverCollapse();
        return this;
    }

    /// A component of a sealed type, chosen by an attribute of this element. The attribute is
    /// written first; the children of the variant come here in the order.
    public <V> Field<R, V> variant(Variants<V> variants, Function<R, V> get) {
        Field<R, V> field = slots.field("attribute '" + variants.attribute() + "'", get, null);
        level.add(new Level.Splice<>(field.slot, variants, get));
        level.add(new InnerParts.Spliced<>(variants.attribute(), variants, get));
        return field;
    }

    /// A field that no text ever fills.
    <T> Field<R, T> none(T always) {
        return slots.field("nothing", record -> always, always);
    }

    /// Child elements that have a place here in the order, but no component; they are kept as they
    /// are.
    public Fields<R> untyped(String... names) {
        for (String name : names) {
            level.add(new ElementParts.Untyped<>(name));
        }
        return this;
    }

    /// A condition on the record as it was read, checked after its constructor's own.
    public Fields<R> check(Shape.Check<R> check) {
        checks.add(check);
        return this;
    }

    /// The shape of a record that keeps what it has no component for.
    public Shape<R> shape(Shape.Make<R> make, Function<R, Kept> kept) {
        return new Shape<>(level, slots.fields, slots.count, make, kept, checks);
    }

    /// The shape of a variant that has nothing to keep: what its element has besides is kept by the
    /// record around it.
    public Shape<R> shape(Shape.Make<R> make) {
        return new Shape<>(level, slots.fields, slots.count, make, null, checks);
    }

    /// A child's record must keep what its element has besides; only a variant can leave that to
    /// the record around it.
    private static <C> Shape<C> keeping(Shape<C> shape) {
        if (!shape.keeps()) {
            throw new IllegalStateException("the record of a child element must keep the unknown");
        }
        return shape;
    }

    private static <R, V> Parts.Spelling<R, V> orNull(Function<R, Optional<V>> get) {
        return record -> get.apply(record).orElse(null);
    }

    private static <R> Parts.Spelling<R, Integer> intOrNull(Function<R, OptionalInt> get) {
        return record -> {
            OptionalInt value = get.apply(record);
            return value.isPresent() ? (Integer) value.getAsInt() : null;
        };
    }

    private static <R> Parts.Spelling<R, Long> longOrNull(Function<R, OptionalLong> get) {
        return record -> {
            OptionalLong value = get.apply(record);
            return value.isPresent() ? (Long) value.getAsLong() : null;
        };
    }
}
