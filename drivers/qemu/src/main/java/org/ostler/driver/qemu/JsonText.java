package org.ostler.driver.qemu;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads and writes [Json] as UTF-8 text, one value or a stream of concatenated ones.
final class JsonText {

    /// The largest single message: 64 MiB (query-qmp-schema, the largest reply known, is 0.2 MiB).
    static final int MAX_MESSAGE_BYTES = 64 << 20;

    /// The deepest nesting. Backing chains nest two levels per image, so 1000 covers chains of
    /// several hundred.
    static final int MAX_DEPTH = 1000;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxStringLength(MAX_MESSAGE_BYTES)
                                    .maxNumberLength(100)
                                    .build())
                    .build();

    private JsonText() {}

    /// The value's text on one line.
    static String write(Json value) {
        return new String(writeBytes(value), StandardCharsets.UTF_8);
    }

    /// The value's text on one line, as UTF-8.
    static byte[] writeBytes(Json value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(128);
        try (JsonGenerator g = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            write(value, g);
        }
        return out.toByteArray();
    }

    private static void write(Json value, JsonGenerator g) {
        switch (value) {
            case Json.Obj(Map<String, Json> members) -> {
                g.writeStartObject();
                members.forEach(
                        (name, member) -> {
                            g.writeName(name);
                            write(member, g);
                        });
                g.writeEndObject();
            }
            case Json.Arr(List<Json> elements) -> {
                g.writeStartArray();
                elements.forEach(element -> write(element, g));
                g.writeEndArray();
            }
            case Json.Str(String s) -> g.writeString(s);
            case Json.Int(long n) -> g.writeNumber(n);
            case Json.Big(BigInteger n) -> g.writeNumber(n);
            case Json.Real(double d) -> g.writeNumber(d);
            case Json.Bool(boolean b) -> g.writeBoolean(b);
            case Json.Null() -> g.writeNull();
        }
    }

    /// The one value in `text`.
    ///
    /// @throws IOException when it is not one well-formed value within the limits
    static Json parse(byte[] text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new IOException("expected a JSON value, found nothing");
            }
            Json value = read(parser, first);
            if (parser.nextToken() != null) {
                throw new IOException("expected one JSON value, found more text behind it");
            }
            return value;
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    private static IOException malformed(JacksonException e) {
        return new IOException("malformed JSON: " + e.getOriginalMessage(), e);
    }

    private static Json read(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> readArray(parser);
            case VALUE_STRING -> new Json.Str(parser.getString());
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> new Json.Real(parser.getDoubleValue());
            case VALUE_TRUE -> new Json.Bool(true);
            case VALUE_FALSE -> new Json.Bool(false);
            case VALUE_NULL -> new Json.Null();
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                    throw new IOException("malformed JSON: unexpected " + token);
        };
    }

    private static Json integer(JsonParser parser) {
        return switch (parser.getNumberType()) {
            case INT, LONG -> new Json.Int(parser.getLongValue());
            case BIG_INTEGER -> new Json.Big(parser.getBigIntegerValue());
            case FLOAT, DOUBLE, BIG_DECIMAL -> new Json.Real(parser.getDoubleValue());
        };
    }

    private static Json readObject(JsonParser parser) throws IOException {
        Map<String, Json> members = new LinkedHashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            members.put(name, read(parser, next(parser)));
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("the text ends inside a JSON object");
        }
        return new Json.Obj(members);
    }

    private static Json readArray(JsonParser parser) throws IOException {
        List<Json> elements = new ArrayList<>();
        for (JsonToken t = next(parser); t != JsonToken.END_ARRAY; t = next(parser)) {
            elements.add(read(parser, t));
        }
        return new Json.Arr(elements);
    }

    private static JsonToken next(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new IOException("the text ends inside a JSON value");
        }
        return token;
    }

    /// Reads one value after the other from a stream; confined to one thread.
    static final class Reader {
        private final Metered metered;

        /// Made with the first value, for making it reads ahead.
        private @Nullable JsonParser parser;

        /// @param maxMessageBytes the largest value taken; a reader buffers ahead, so the limit is
        ///   exact to some 8 KiB
        Reader(InputStream in, int maxMessageBytes) {
            metered = new Metered(in, maxMessageBytes);
        }

        /// The next value, or empty at a clean end of the stream.
        ///
        /// @throws IOException at malformed text, at an end within a value, at a value beyond the
        ///   limits
        Optional<Json> next() throws IOException {
            try {
                metered.taken = 0;
                JsonParser p = parser;
                if (p == null) {
                    p = FACTORY.createParser(ObjectReadContext.empty(), metered);
                    parser = p;
                }
                JsonToken token = p.nextToken();
                return token == null ? Optional.empty() : Optional.of(read(p, token));
            } catch (JacksonException e) {
                throw e.getCause() instanceof IOException io ? io : malformed(e);
            }
        }
    }

    /// Counts the bytes since the last value, so that one value cannot take all memory.
    private static final class Metered extends InputStream {
        private final InputStream in;
        private final int limit;
        private long taken;

        Metered(InputStream in, int limit) {
            this.in = in;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (taken > limit) {
                throw new IOException("a JSON message is larger than " + limit + " bytes");
            }
            int n = in.read(buffer, offset, length);
            taken += Math.max(n, 0);
            return n;
        }
    }
}
