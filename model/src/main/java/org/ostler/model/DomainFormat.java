package org.ostler.model;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The domain format as the model reads and writes it, told by the very tables that do so.
public final class DomainFormat {
    /// Deeper than the format; elements may contain themselves.
    private static final int DEPTH_MAX = 12;

    private final Map<String, FormatPlace> places = new LinkedHashMap<>();

    private DomainFormat() {}

    /// Every element and attribute that is known, in the order in which they are written.
    public static List<FormatPlace> places() {
        DomainFormat format = new DomainFormat();
        format.note(new FormatPlace("/domain", "", Optional.empty(), true, false, true));
        format.shape("/domain", DomainShape.SHAPE, 1);
        return List.copyOf(format.places.values());
    }

    private void note(FormatPlace place) {
        places.merge(place.path(), place, FormatPlace::or);
    }

    private <R> void shape(String path, Shape<R> shape, int depth) {
        Variants<R> variants = shape.variants();
        if (variants == null) {
            level(path, shape.level(), shape.fields(), depth);
        } else {
            variants(path, variants, depth);
        }
    }

    private void variants(String path, Variants<?> variants, int depth) {
        Optional<String> absent = variants.absent();
        note(
                new FormatPlace(
                        path + "/@" + variants.attribute(),
                        variants.expected(),
                        absent,
                        absent.isEmpty(),
                        false,
                        true));
        variants.shapes().forEach(shape -> shape(path, shape, depth));
    }

    private <R> void level(String path, Level<R> level, List<Field<R, ?>> fields, int depth) {
        if (depth > DEPTH_MAX) {
            return;
        }
        Variants<?> spliced = level.variants();
        if (spliced != null) {
            variants(path, spliced, depth);
        }
        for (Parts.Attribute<R> attribute : level.attributes()) {
            if (attribute instanceof Parts.Coded<R, ?> coded) {
                note(coded(path + "/@" + coded.name(), coded.codec(), field(fields, coded.slot())));
            }
        }
        Parts.Content<R, ?> content = level.content();
        if (content != null) {
            note(coded(path, content.codec(), field(fields, content.slot())));
        }
        level.untypedAttributes().forEach(name -> note(kept(path + "/@" + name)));
        level.children().forEach(child -> child(path, child, fields, depth + 1));
    }

    private <R> void child(
            String parent, Parts.Child<R> part, List<Field<R, ?>> fields, int depth) {
        String path = parent + "/" + part.name();
        switch (part) {
            case InnerParts.Spliced<R, ?> _ -> {}
            case InnerParts.Group<R> group -> {
                note(element(path, null, false));
                level(path, group.level(), fields, depth);
            }
            case InnerParts.Flag<R> flag -> {
                note(element(path, null, false));
                level(path, flag.level(), fields, depth);
            }
            case InnerParts.Toggle<R> toggle -> {
                note(element(path, null, false));
                level(path, toggle.level(), fields, depth);
            }
            case ElementParts.One<R, ?> one -> {
                note(element(path, field(fields, one.slot()), false));
                shape(path, one.shape(), depth);
            }
            case ElementParts.Many<R, ?> many -> {
                note(element(path, null, true));
                shape(path, many.shape(), depth);
            }
            case ElementParts.Mixed<R, ?> mixed -> {
                note(element(path, null, true));
                shape(path, mixed.shape(), depth);
            }
            case ElementParts.Words<R, ?> words -> {
                note(element(path, null, true));
                String values = words.codec().expected();
                String attribute = path + "/@" + words.attribute();
                note(new FormatPlace(attribute, values, Optional.empty(), true, false, true));
            }
            case ElementParts.Raw<R> _, ElementParts.Untyped<R> _, ElementParts.Reported<R> _ ->
                    note(kept(path));
            default -> throw new IllegalStateException("no description of " + part);
        }
    }

    private static <R> @Nullable Field<R, ?> field(List<Field<R, ?>> fields, int slot) {
        for (Field<R, ?> field : fields) {
            if (field.slot == slot) {
                return field;
            }
        }
        return null;
    }

    private static FormatPlace kept(String path) {
        return new FormatPlace(path, "", Optional.empty(), false, false, false);
    }

    private static FormatPlace element(String path, @Nullable Field<?, ?> field, boolean several) {
        boolean required = field != null && field.absent == null;
        return new FormatPlace(path, "", Optional.empty(), required, several, true);
    }

    private static <V> FormatPlace coded(String path, Codec<V> codec, @Nullable Field<?, ?> field) {
        Optional<Object> absent = field == null ? Optional.empty() : said(field.absent);
        return new FormatPlace(
                path,
                codec.expected(),
                absent.map(value -> spelled(codec, value)),
                field != null && field.absent == null,
                false,
                true);
    }

    /// A default that is a value; what may be missing is not said then.
    private static Optional<Object> said(@Nullable Object absent) {
        boolean nothing =
                absent == null
                        || absent instanceof Optional<?>
                        || absent instanceof OptionalInt
                        || absent instanceof OptionalLong;
        return nothing ? Optional.empty() : Optional.ofNullable(absent);
    }

    @SuppressWarnings("unchecked") // a field's default is of its codec's type
    private static <V> String spelled(Codec<V> codec, Object absent) {
        return codec.format((V) absent);
    }
}
