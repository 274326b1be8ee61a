package org.ostler.model.document;

import org.jspecify.annotations.Nullable;
import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Shape;
import org.ostler.model.Values;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Declares the parts of a [Part], in the order in which the format writes them.
///
/// Used by one thread, in a static initializer.
final class PartFields {
    private final Fields<Part> fields;
    private final Map<String, Field<Part, Optional<String>>> attributes = new LinkedHashMap<>();
    private final Map<String, Field<Part, Optional<String>>> texts = new LinkedHashMap<>();
    private final Map<String, Field<Part, List<Part>>> parts = new LinkedHashMap<>();
    private final Map<String, String> defaults = new HashMap<>();
    private final Map<String, Part> absentParts = new HashMap<>();
    private final List<String> needed = new ArrayList<>();
    private String tag = "";

    private PartFields(String element) {
        fields = Fields.of(element);
    }

    static PartFields of(String element) {
        return new PartFields(element);
    }

    /// The part is a variant, and the attribute of this name says which.
    PartFields variant(String attribute) {
        tag = attribute;
        return this;
    }

    PartFields attribute(String name, Codec<?> codec) {
        attributes.put(name, fields.optional(name, spelled(codec), part -> part.attribute(name)));
        return this;
    }

    PartFields neededAttribute(String name, Codec<?> codec) {
        needed.add("attribute '" + name + "'");
        return attribute(name, codec);
    }

    /// An attribute that is always written.
    PartFields attribute(String name, Codec<?> codec, String absent) {
        defaults.put("attribute '" + name + "'", absent);
        return attribute(name, codec);
    }

    PartFields text(String name, Codec<?> codec) {
        texts.put(name, fields.optionalText(name, spelled(codec), part -> part.text(name)));
        return this;
    }

    PartFields neededText(String name, Codec<?> codec) {
        needed.add("element '" + name + "'");
        return text(name, codec);
    }

    /// The element's own text.
    PartFields content(Codec<?> codec) {
        texts.put(
                "",
                fields.content(
                        Codec.of(
                                text -> Optional.ofNullable(spell(codec, text)),
                                text -> text.orElse(""),
                                codec.expected()),
                        part -> part.text("")));
        return this;
    }

    PartFields parts(String name, Shape<Part> shape) {
        parts.put(name, fields.many(name, shape, part -> part.parts(name)));
        return this;
    }

    PartFields neededPart(String name, Shape<Part> shape) {
        needed.add("element '" + name + "'");
        return parts(name, shape);
    }

    /// A child element that is always written.
    PartFields part(String name, Shape<Part> shape, Part absent) {
        absentParts.put(name, absent);
        return parts(name, shape);
    }

    PartFields neverCollapsed() {
        fields.neverCollapsed();
        return this;
    }

    Shape<Part> shape() {
        return fields.shape(this::make, Part::kept);
    }

    private Part make(Values<Part> v) {
        Map<String, String> attributesThere = new HashMap<>();
        if (!tag.isEmpty()) {
            attributesThere.put(tag, v.tag());
        }
        attributes.forEach(
                (name, field) ->
                        put(attributesThere, name, v.get(field), "attribute '" + name + "'"));
        Map<String, String> textsThere = new HashMap<>();
        texts.forEach(
                (name, field) -> put(textsThere, name, v.get(field), "element '" + name + "'"));
        Map<String, List<Part>> partsThere = new HashMap<>();
        parts.forEach(
                (name, field) -> {
                    if (!v.get(field).isEmpty()) {
                        partsThere.put(name, List.copyOf(v.get(field)));
                    } else if (absentParts.containsKey(name)) {
                        partsThere.put(name, List.of(absentParts.get(name)));
                    } else if (needed.contains("element '" + name + "'")) {
                        throw new IllegalArgumentException("element '" + name + "' is missing");
                    }
                });
        return new Part(attributesThere, textsThere, partsThere, v.kept());
    }

    private void put(Map<String, String> there, String name, Optional<String> value, String label) {
        String text = value.orElse(defaults.getOrDefault(label, ""));
        if (value.isPresent() || defaults.containsKey(label)) {
            there.put(name, text);
        } else if (needed.contains(label)) {
            throw new IllegalArgumentException(label + " is missing");
        }
    }

    /// A codec's canonical spelling instead of its value.
    private static <V> Codec<String> spelled(Codec<V> codec) {
        return Codec.of(text -> spell(codec, text), text -> text, codec.expected());
    }

    private static <V> @Nullable String spell(Codec<V> codec, String text) {
        V value = codec.parse(text);
        return value == null ? null : codec.format(value);
    }
}
