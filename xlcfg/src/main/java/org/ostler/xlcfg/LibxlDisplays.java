package org.ostler.xlcfg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Paravirtual displays in libxl's document, both ways.
final class LibxlDisplays {
    private static final Pattern CONNECTOR = Pattern.compile("([^:;,]+):([0-9]{1,9})x([0-9]{1,9})");

    private LibxlDisplays() {}

    static boolean areConnectors(String text) {
        return Arrays.stream(text.split(";", -1)).allMatch(is -> CONNECTOR.matcher(is).lookingAt());
    }

    static Optional<Json> write(XlConfig config) {
        var all = new ArrayList<Json>();
        for (VdisplSpec display : config.get(XlDeviceOptions.VDISPL).orElse(List.of())) {
            Json.Builder built =
                    Json.object()
                            .putIfPresent("backend_domname", display.backend())
                            .put("devid", all.size());
            display.beAlloc().filter(is -> is).ifPresent(_ -> built.put("be_alloc", Json.of(true)));
            var connectors = new ArrayList<Json>();
            Matcher matcher = CONNECTOR.matcher(display.connectors().orElse(""));
            while (matcher.find()) {
                connectors.add(
                        Json.object()
                                .put("unique_id", matcher.group(1))
                                .put("width", Long.parseLong(matcher.group(2)))
                                .put("height", Long.parseLong(matcher.group(3)))
                                .build());
            }
            if (!connectors.isEmpty()) {
                built.put("connectors", Json.array(connectors));
            }
            all.add(built.build());
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(Json.array(all));
    }

    static XlConfig read(Json.Obj document, XlConfig config) {
        List<VdisplSpec> displays =
                document.objects("vdispls").stream().map(LibxlDisplays::display).toList();
        return displays.isEmpty() ? config : config.with(XlDeviceOptions.VDISPL, displays);
    }

    private static VdisplSpec display(Json.Obj display) {
        String connectors =
                display.objects("connectors").stream()
                        .map(
                                is ->
                                        is.word("unique_id").orElse("")
                                                + ":"
                                                + is.integerOrZero("width")
                                                + "x"
                                                + is.integerOrZero("height"))
                        .collect(Collectors.joining(";"));
        return new VdisplSpec(
                display.word("backend_domname"),
                display.flag("be_alloc") ? Optional.of(true) : Optional.empty(),
                connectors.isEmpty() ? Optional.empty() : Optional.of(connectors),
                Map.of());
    }
}
