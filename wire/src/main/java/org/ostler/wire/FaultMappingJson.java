package org.ostler.wire;

import org.ostler.api.Fault;
import org.ostler.api.Layer;
import org.ostler.api.Origin;
import org.ostler.wire.FaultMapping.Disclosure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        StringBuilder json = new StringBuilder(256).append("{\"ostler\":").append(FORMAT);
        if (fault.retryable()) {
            json.append(",\"retryable\":true");
        }
        if (fault.outcomeUnknown()) {
            json.append(",\"unknown\":true");
        }
        if (fault.errno().isPresent()) {
            json.append(",\"errno\":").append(fault.errno().getAsInt());
        }
        if (cut || origins.stream().anyMatch(origin -> isOver(origin, longest))) {
            json.append(",\"cut\":true");
        }
        json.append(",\"origins\":[");
        String separator = "";
        for (Origin origin : origins) {
            json.append(separator);
            write(json, origin, longest);
            separator = ",";
        }
        return json.append("]}").toString();
    }

    private static void write(StringBuilder json, Origin origin, int longest) {
        json.append("{\"layer\":");
        ChainText.quote(json, origin.layer().word());
        write(json, "component", origin.component(), longest);
        write(json, "version", origin.version(), longest);
        write(json, "operation", origin.operation(), longest);
        write(json, "subject", origin.subject(), longest);
        write(json, "code", origin.code(), longest);
        write(json, "text", origin.text(), longest);
        json.append('}');
    }

    private static void write(StringBuilder json, String name, String value, int longest) {
        if (!value.isEmpty()) {
            json.append(",\"").append(name).append("\":");
            ChainText.quote(json, wellFormed(shortened(value, longest)));
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
        try {
            addTo(fault, ChainText.read(text));
            return true;
        } catch (ChainText.NotJson notOurs) {
            return false;
        }
    }

    /// Members of a newer version are passed over.
    private static void addTo(Fault.Builder fault, Map<String, Object> chain) {
        if (chain.get("origins") instanceof List<?> origins) {
            fault.origins(
                    origins.stream()
                            .limit(MAX_ORIGINS)
                            .filter(Map.class::isInstance)
                            .map(origin -> origin((Map<?, ?>) origin))
                            .toList());
        }
        if (isOn(chain, "retryable")) {
            fault.retryable();
        }
        if (isOn(chain, "unknown")) {
            fault.outcomeUnknown();
        }
        if (chain.get("errno") instanceof Double errno && errno >= 0) {
            fault.errno(errno.intValue());
        }
    }

    private static boolean isOn(Map<String, Object> chain, String name) {
        return chain.get(name) instanceof Boolean on && on;
    }

    private static Origin origin(Map<?, ?> members) {
        return new Origin(
                layer(text(members, "layer")),
                text(members, "component"),
                text(members, "version"),
                text(members, "operation"),
                text(members, "subject"),
                text(members, "code"),
                text(members, "text"));
    }

    private static String text(Map<?, ?> members, String name) {
        return members.get(name) instanceof String text ? text : "";
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
}
