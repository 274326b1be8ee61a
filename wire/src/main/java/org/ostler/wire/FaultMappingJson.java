package org.ostler.wire;

import org.ostler.api.Fault;
import org.ostler.api.Layer;
import org.ostler.api.Origin;
import org.ostler.wire.FaultMapping.Disclosure;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The JSON of a fault's chain, as it travels in the error member `str3`:
/// `{"ostler":1,"retryable":true,"unknown":true,"errno":2,"cut":true,"origins":[{"layer":"qmp",…}]}`.
///
/// Members that say nothing are left out; `cut` tells that texts were shortened or origins left out
/// to stay under [#MAX_BYTES]. An origin has `layer` and any of `component`, `version`,
/// `operation`, `subject`, `code`, `text`.
final class FaultMappingJson {
    /// The most that is written, in bytes of UTF-8.
    static final int MAX_BYTES = 16 * 1024;

    /// The most that is read; more is taken for somebody else's.
    private static final int MAX_READ_CHARS = 4 * MAX_BYTES;

    private static final int FORMAT = 1;
    private static final int MAX_ORIGINS = 32;
    private static final int LONGEST_TEXT = 4096;
    private static final int SHORTEST_TEXT = 64;

    private static final JsonFactory FACTORY = new JsonFactory();

    private FaultMappingJson() {}

    /// The JSON; empty if the fault says nothing beyond libvirt's own members.
    static Optional<String> write(Fault fault, Disclosure disclosure) {
        boolean plain =
                fault.origins().isEmpty()
                        && !fault.retryable()
                        && !fault.outcomeUnknown()
                        && fault.errno().isEmpty();
        if (plain) {
            return Optional.empty();
        }
        List<Origin> origins = new ArrayList<>();
        for (Origin origin : fault.origins()) {
            origins.add(disclosure == Disclosure.FULL ? origin : brief(origin));
        }
        boolean cut = origins.size() > MAX_ORIGINS;
        while (origins.size() > MAX_ORIGINS) {
            removeMiddle(origins);
        }
        for (int longest = LONGEST_TEXT; ; ) {
            String json = render(fault, origins, longest, cut);
            if (json.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES) {
                return Optional.of(json);
            }
            if (longest > SHORTEST_TEXT) {
                longest /= 2;
            } else {
                removeMiddle(origins);
                cut = true;
            }
        }
    }

    /// The ends tell most: what was asked, and what went wrong in the depth.
    private static void removeMiddle(List<Origin> origins) {
        origins.remove(origins.size() / 2);
    }

    private static Origin brief(Origin origin) {
        return new Origin(
                origin.layer(),
                origin.component(),
                origin.version(),
                origin.operation(),
                "",
                origin.code(),
                "");
    }

    private static String render(Fault fault, List<Origin> origins, int longest, boolean cut) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeNumberProperty("ostler", FORMAT);
            if (fault.retryable()) {
                json.writeBooleanProperty("retryable", true);
            }
            if (fault.outcomeUnknown()) {
                json.writeBooleanProperty("unknown", true);
            }
            if (fault.errno().isPresent()) {
                json.writeNumberProperty("errno", fault.errno().getAsInt());
            }
            boolean shortened = origins.stream().anyMatch(origin -> isOver(origin, longest));
            if (cut || shortened) {
                json.writeBooleanProperty("cut", true);
            }
            json.writeArrayPropertyStart("origins");
            for (Origin origin : origins) {
                write(json, origin, longest);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Origin origin, int longest) {
        json.writeStartObject();
        json.writeStringProperty("layer", origin.layer().word());
        write(json, "component", origin.component(), longest);
        write(json, "version", origin.version(), longest);
        write(json, "operation", origin.operation(), longest);
        write(json, "subject", origin.subject(), longest);
        write(json, "code", origin.code(), longest);
        write(json, "text", origin.text(), longest);
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, String value, int longest) {
        if (!value.isEmpty()) {
            json.writeStringProperty(name, wellFormed(shortened(value, longest)));
        }
    }

    private static boolean isOver(Origin origin, int longest) {
        return List.of(
                        origin.component(),
                        origin.version(),
                        origin.operation(),
                        origin.subject(),
                        origin.code(),
                        origin.text())
                .stream()
                .anyMatch(text -> text.length() > longest);
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + '…';
    }

    /// Text with no lone surrogate, which UTF-8 cannot carry.
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /// Adds what the JSON tells to the fault.
    ///
    /// @return false, and nothing is added, if it is not ours
    static boolean read(String text, Fault.Builder fault) {
        if (!text.startsWith("{\"ostler\":") || text.length() > MAX_READ_CHARS) {
            return false;
        }
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            Chain chain = Chain.read(json);
            chain.addTo(fault);
            return true;
        } catch (JacksonException notOurs) {
            return false;
        }
    }

    /// What was read, before it is known to be whole.
    private static final class Chain {
        private final List<Origin> origins = new ArrayList<>();
        private boolean retryable;
        private boolean outcomeUnknown;
        private int errno = -1;

        static Chain read(JsonParser json) {
            Chain chain = new Chain();
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                switch (name) {
                    case "retryable" -> chain.retryable = value == JsonToken.VALUE_TRUE;
                    case "unknown" -> chain.outcomeUnknown = value == JsonToken.VALUE_TRUE;
                    case "errno" -> chain.errno = json.getValueAsInt(-1);
                    case "origins" -> chain.readOrigins(json, value);
                    default -> {} // of a newer version
                }
                json.skipChildren();
            }
            return chain;
        }

        private void readOrigins(JsonParser json, JsonToken value) {
            if (value != JsonToken.START_ARRAY) {
                return;
            }
            for (JsonToken token = json.nextToken();
                    token != JsonToken.END_ARRAY;
                    token = json.nextToken()) {
                if (token == JsonToken.START_OBJECT && origins.size() < MAX_ORIGINS) {
                    origins.add(readOrigin(json));
                } else {
                    json.skipChildren();
                }
            }
        }

        private static Origin readOrigin(JsonParser json) {
            Layer layer = Layer.DRIVER;
            String component = "";
            String version = "";
            String operation = "";
            String subject = "";
            String code = "";
            String text = "";
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                String value = json.getValueAsString("");
                switch (name) {
                    case "layer" -> layer = layer(value);
                    case "component" -> component = value;
                    case "version" -> version = value;
                    case "operation" -> operation = value;
                    case "subject" -> subject = value;
                    case "code" -> code = value;
                    case "text" -> text = value;
                    default -> {} // of a newer version
                }
                json.skipChildren();
            }
            return new Origin(layer, component, version, operation, subject, code, text);
        }

        /// A layer that this version does not know can only be below a driver.
        private static Layer layer(String word) {
            for (Layer layer : Layer.values()) {
                if (layer.word().equals(word)) {
                    return layer;
                }
            }
            return Layer.DRIVER;
        }

        void addTo(Fault.Builder fault) {
            fault.origins(origins);
            if (retryable) {
                fault.retryable();
            }
            if (outcomeUnknown) {
                fault.outcomeUnknown();
            }
            if (errno >= 0) {
                fault.errno(errno);
            }
        }
    }
}
