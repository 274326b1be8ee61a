package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The traffic that a rule is about.
///
/// @param protocol the element's name, such as `tcp-ipv6`
/// @param values what the traffic has, in its canonical spelling: `srcipaddr`, `dstportstart` …; a
///   value may be a variable such as `$IP`
public record FilterMatch(String protocol, Map<String, String> values, Kept kept) {
    /// What an element of each protocol's name is.
    static final Map<String, Shape<FilterMatch>> SHAPES = shapes();

    public FilterMatch {
        values = Map.copyOf(values);
    }

    private static Map<String, Shape<FilterMatch>> shapes() {
        Map<String, Shape<FilterMatch>> shapes = new LinkedHashMap<>();
        FilterCodecs.protocols()
                .forEach((protocol, codecs) -> shapes.put(protocol, shape(protocol, codecs)));
        return shapes;
    }

    private static Shape<FilterMatch> shape(String protocol, Map<String, Codec<String>> codecs) {
        Fields<FilterMatch> fields = Fields.of(protocol);
        Map<String, Field<FilterMatch, Optional<String>>> parts = new LinkedHashMap<>();
        codecs.forEach(
                (name, codec) ->
                        parts.put(
                                name,
                                fields.optional(
                                        name,
                                        codec,
                                        match -> Optional.ofNullable(match.values.get(name)))));
        return fields.shape(
                v -> {
                    Map<String, String> values = new HashMap<>();
                    parts.forEach(
                            (name, field) ->
                                    v.get(field).ifPresent(value -> values.put(name, value)));
                    return new FilterMatch(protocol, values, v.kept());
                },
                FilterMatch::kept);
    }
}
