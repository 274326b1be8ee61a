package org.ostler.xlcfg;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

import java.io.StringWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// JSON text to [Json] and back, by Jackson's streaming core.
///
/// A document is at most [#MAX_CHARS] long and [#MAX_DEPTH] deep; libxl's own are a few KiB and
/// four levels.
public final class JsonText {
    /// The longest document that is read, in characters.
    public static final int MAX_CHARS = 16 << 20;

    /// The deepest nesting that is read.
    public static final int MAX_DEPTH = 64;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxDocumentLength(MAX_CHARS)
                                    .maxNumberLength(32)
                                    .build())
                    .build();

    private JsonText() {}

    /// Reads one document.
    ///
    /// @throws IllegalArgumentException when the text is not JSON, holds a fraction, is too long or
    ///   too deep; the message has the place
    public static Json parse(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new IllegalArgumentException("An empty text is not a JSON document.");
            }
            Json value = value(parser, first);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException(
                        "There is text after the end of the JSON document.");
            }
            return value;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("This is not a JSON document: " + e.getMessage(), e);
        }
    }

    /// Reads one document that must be an object.
    ///
    /// @throws IllegalArgumentException as [#parse], and when the document is something else
    public static Json.Obj parseObject(String text) {
        if (parse(text) instanceof Json.Obj object) {
            return object;
        }
        throw new IllegalArgumentException("A JSON object was expected.");
    }

    /// Writes a value without white space.
    public static String write(Json value) {
        var out = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            write(generator, value);
        }
        return out.toString();
    }

    /// Writes a value for people: a line for each member, as `xl -N create` prints it, with a line
    /// end.
    public static String indented(Json value) {
        var out = new StringBuilder();
        indented(value, 0, out);
        return out.append('\n').toString();
    }

    private static void indented(Json value, int depth, StringBuilder out) {
        switch (value) {
            case Json.Obj object when !object.members().isEmpty() -> {
                String before = "{";
                for (Map.Entry<String, Json> member : object.members().entrySet()) {
                    line(before, depth + 1, out);
                    out.append(write(new Json.Str(member.getKey()))).append(": ");
                    indented(member.getValue(), depth + 1, out);
                    before = ",";
                }
                line("", depth, out);
                out.append('}');
            }
            case Json.Arr array when !array.items().isEmpty() -> {
                String before = "[";
                for (Json item : array.items()) {
                    line(before, depth + 1, out);
                    indented(item, depth + 1, out);
                    before = ",";
                }
                line("", depth, out);
                out.append(']');
            }
            case Json.Obj _, Json.Arr _, Json.Str _, Json.Int _, Json.Bool _, Json.Null _ ->
                    out.append(write(value));
        }
    }

    private static void line(String end, int depth, StringBuilder out) {
        out.append(end).append('\n').append("    ".repeat(depth));
    }

    private static Json value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> new Json.Str(parser.getString());
            case VALUE_NUMBER_INT -> new Json.Int(new BigInteger(parser.getString()));
            case VALUE_TRUE -> new Json.Bool(true);
            case VALUE_FALSE -> new Json.Bool(false);
            case VALUE_NULL -> new Json.Null();
            case VALUE_NUMBER_FLOAT,
                    NOT_AVAILABLE,
                    END_OBJECT,
                    END_ARRAY,
                    PROPERTY_NAME,
                    VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalArgumentException(
                            "A JSON document of libxl cannot hold "
                                    + token
                                    + " at "
                                    + parser.currentTokenLocation().offsetDescription());
        };
    }

    private static Json object(JsonParser parser) {
        var members = new LinkedHashMap<String, Json>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String place = parser.currentTokenLocation().offsetDescription();
            if (members.put(name, value(parser, parser.nextToken())) != null) {
                throw new IllegalArgumentException(
                        "The member '" + name + "' is there twice, at " + place);
            }
        }
        return new Json.Obj(members);
    }

    private static Json array(JsonParser parser) {
        List<Json> items = new ArrayList<>();
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
            items.add(value(parser, t));
        }
        return new Json.Arr(items);
    }

    private static void write(JsonGenerator out, Json value) {
        switch (value) {
            case Json.Null _ -> out.writeNull();
            case Json.Bool b -> out.writeBoolean(b.value());
            case Json.Int i -> out.writeNumber(i.value());
            case Json.Str s -> out.writeString(s.value());
            case Json.Arr a -> {
                out.writeStartArray();
                a.items().forEach(item -> write(out, item));
                out.writeEndArray();
            }
            case Json.Obj o -> {
                out.writeStartObject();
                o.members()
                        .forEach(
                                (name, member) -> {
                                    out.writeName(name);
                                    write(out, member);
                                });
                out.writeEndObject();
            }
        }
    }
}
