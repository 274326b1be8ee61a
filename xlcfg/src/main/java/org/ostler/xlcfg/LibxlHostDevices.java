package org.ostler.xlcfg;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parts of the host, and channels, in libxl's document, both ways.
final class LibxlHostDevices {
    private static final Optional<String> STRICT = Optional.of("strict");
    private static final long ALL_FUNCTIONS = 0xffff_ffffL;

    /// The words that a configuration has for it; another is remarked by whoever compares.
    private static final Set<String> RDM_POLICIES = Set.of("strict", "relaxed");

    /// Beyond any port or page frame that a machine has.
    private static final long ADDRESS_MAX = 0xffff_ffff_ffffL;

    private static final Pattern PORTS =
            Pattern.compile("(?:0x)?([0-9a-fA-F]{1,8})(?:-(?:0x)?([0-9a-fA-F]{1,8}))?");
    private static final Pattern MEMORY =
            Pattern.compile(
                    "(?:0x)?([0-9a-fA-F]{1,15}),(?:0x)?([0-9a-fA-F]{1,15})"
                            + "(?:@(?:0x)?([0-9a-fA-F]{1,15}))?");

    private LibxlHostDevices() {}

    static void write(XlConfig config, Map<String, Object> root) {
        put(
                root,
                "pcidevs",
                config.get(XlDeviceOptions.PCI).orElse(List.of()).stream()
                        .map(pci -> pci(pci, config))
                        .toList());
        put(root, "channels", channels(config));
        put(
                root,
                "dtdevs",
                config.get(XlDeviceOptions.DTDEV).orElse(List.of()).stream()
                        .map(path -> Json.object().put("path", path).build())
                        .toList());
        Map<String, Object> info = LibxlPath.child(root, "b_info");
        put(
                info,
                "irqs",
                config.get(XlDeviceOptions.IRQS).orElse(List.of()).stream().map(Json::of).toList());
        put(info, "ioports", ranges(config.get(XlDeviceOptions.IOPORTS), PORTS));
        put(info, "iomem", ranges(config.get(XlDeviceOptions.IOMEM), MEMORY));
    }

    private static void put(Map<String, Object> object, String key, List<? extends Json> items) {
        if (!items.isEmpty()) {
            object.put(key, Json.array(items));
        }
    }

    private static List<Json> ranges(Optional<List<String>> texts, Pattern pattern) {
        var all = new ArrayList<Json>();
        for (String text : texts.orElse(List.of())) {
            Matcher matcher = pattern.matcher(text.strip());
            if (!matcher.matches()) {
                continue;
            }
            long first = Long.parseLong(matcher.group(1), 16);
            long second = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2), 16);
            if (pattern.equals(PORTS)) {
                all.add(
                        Json.object()
                                .put("first", first)
                                .put("number", (second - first + 1) & 0xffff_ffffL)
                                .build());
                continue;
            }
            Json.Builder built = Json.object().put("start", first).put("number", second);
            if (matcher.group(3) != null) {
                built.put("gfn", Long.parseLong(matcher.group(3), 16));
            }
            all.add(built.build());
        }
        return all;
    }

    private static Json pci(PciSpec pci, XlConfig config) {
        Json.Builder built = Json.object();
        pci.bdf().ifPresent(is -> address(built, is));
        pci.vslot().ifPresent(is -> nonZero(built, "vdevfn", Long.parseLong(is, 16) << 3));
        flag(
                built,
                "msitranslate",
                pci.msitranslate().or(() -> config.get(XlDeviceOptions.PCI_MSITRANSLATE)));
        flag(
                built,
                "power_mgmt",
                pci.powerManagement().or(() -> config.get(XlDeviceOptions.PCI_POWER_MGMT)));
        flag(
                built,
                "permissive",
                pci.permissive().or(() -> config.get(XlDeviceOptions.PCI_PERMISSIVE)));
        flag(built, "seize", pci.seize().or(() -> config.get(XlDeviceOptions.PCI_SEIZE)));
        Optional<String> policy =
                pci.rdmPolicy()
                        .or(
                                () ->
                                        GuestKind.of(config) == GuestKind.HVM
                                                        || reservesWithoutPolicy(config)
                                                ? Optional.empty()
                                                : STRICT);
        return built.putIfPresent("rdm_policy", policy).putIfPresent("name", pci.name()).build();
    }

    private static boolean reservesWithoutPolicy(XlConfig config) {
        return config.get(XlDeviceOptions.RDM).filter(is -> is.policy().isEmpty()).isPresent();
    }

    private static void address(Json.Builder built, String bdf) {
        String[] parts = bdf.split("[:.]", -1);
        boolean all = parts[3].equals("*");
        nonZero(built, "func", all ? 0 : Long.parseLong(parts[3], 16));
        nonZero(built, "dev", Long.parseLong(parts[2], 16));
        nonZero(built, "bus", Long.parseLong(parts[1], 16));
        nonZero(built, "domain", Long.parseLong(parts[0], 16));
        built.put("vfunc_mask", all ? ALL_FUNCTIONS : 1);
    }

    private static void nonZero(Json.Builder built, String key, long value) {
        if (value != 0) {
            built.put(key, value);
        }
    }

    private static void flag(Json.Builder built, String key, Optional<Boolean> value) {
        value.filter(is -> is).ifPresent(_ -> built.put(key, Json.of(true)));
    }

    private static List<Json> channels(XlConfig config) {
        var all = new ArrayList<Json>();
        for (ChannelSpec channel : config.get(XlDeviceOptions.CHANNEL).orElse(List.of())) {
            boolean socket = channel.connection().filter("socket"::equals).isPresent();
            Json.Builder connection =
                    Json.object().putIfPresent("path", channel.path().filter(_ -> socket));
            Json.Builder built =
                    Json.object()
                            .putIfPresent("backend_domname", channel.backend())
                            .put("devid", all.size())
                            .putIfPresent("name", channel.name());
            channel.connection()
                    .ifPresent(
                            is ->
                                    built.put(
                                            "connection." + is.toLowerCase(Locale.ROOT),
                                            connection.build()));
            all.add(built.build());
        }
        return all;
    }

    static XlConfig read(Json.Obj document, XlConfig config) {
        Json.Obj info = document.object("b_info");
        var channels =
                document.objects("channels").stream().map(LibxlHostDevices::channel).toList();
        var pci = document.objects("pcidevs").stream().map(LibxlHostDevices::pci).toList();
        var irqs =
                info.array("irqs").stream()
                        .filter(Json.Int.class::isInstance)
                        .map(is -> ((Json.Int) is).value().longValue())
                        .toList();
        var nodes =
                document.objects("dtdevs").stream()
                        .flatMap(is -> is.string("path").stream())
                        .toList();
        var ports = info.objects("ioports").stream().map(LibxlHostDevices::ports).toList();
        var memory = info.objects("iomem").stream().map(LibxlHostDevices::memory).toList();
        return config.with(XlDeviceOptions.CHANNEL, some(channels))
                .with(XlDeviceOptions.PCI, some(pci))
                .with(XlDeviceOptions.IRQS, some(irqs))
                .with(XlDeviceOptions.DTDEV, some(nodes))
                .with(XlDeviceOptions.IOPORTS, some(ports))
                .with(XlDeviceOptions.IOMEM, some(memory));
    }

    private static <T> Optional<List<T>> some(List<T> list) {
        return list.isEmpty() ? Optional.empty() : Optional.of(list);
    }

    private static String ports(Json.Obj range) {
        long first = within(range, "first", ADDRESS_MAX);
        long number = within(range, "number", ADDRESS_MAX);
        return Long.toHexString(first)
                + (number > 1 ? "-" + Long.toHexString(first + number - 1) : "");
    }

    private static String memory(Json.Obj range) {
        return Long.toHexString(within(range, "start", ADDRESS_MAX))
                + ","
                + Long.toHexString(within(range, "number", ADDRESS_MAX))
                + range.integer("gfn")
                        .filter(is -> is >= 0 && is <= ADDRESS_MAX)
                        .map(is -> "@" + Long.toHexString(is))
                        .orElse("");
    }

    private static ChannelSpec channel(Json.Obj channel) {
        Optional<String> kind =
                channel.members().keySet().stream()
                        .filter(is -> is.startsWith("connection."))
                        .findFirst()
                        .map(is -> is.substring(11));
        var spec =
                new ChannelSpec(
                        kind,
                        kind.flatMap(is -> channel.object("connection." + is).word("path")),
                        channel.word("name"),
                        channel.word("backend_domname"),
                        Map.of());
        // as it will be read again: a comma in a path begins another setting
        String text = ChannelSpec.SHAPE.format(spec);
        return ChannelSpec.SHAPE.parse(
                text, new XlReadContext().at(XlDeviceOptions.CHANNEL.name(), XlValue.of(text)));
    }

    private static PciSpec pci(Json.Obj pci) {
        boolean all = pci.integerOrZero("vfunc_mask") == ALL_FUNCTIONS;
        String bdf =
                String.format(
                        Locale.ROOT,
                        "%04x:%02x:%02x.",
                        within(pci, "domain", 0xffff),
                        within(pci, "bus", 0xff),
                        within(pci, "dev", 0x1f));
        return new PciSpec(
                pci.word("name").isPresent()
                        ? Optional.empty()
                        : Optional.of(bdf + (all ? "*" : Long.toHexString(within(pci, "func", 7)))),
                Optional.of(within(pci, "vdevfn", ALL_FUNCTIONS))
                        .filter(is -> is != 0)
                        .map(is -> Long.toHexString(is >> 3)),
                yes(pci, "permissive"),
                yes(pci, "msitranslate"),
                yes(pci, "seize"),
                yes(pci, "power_mgmt"),
                pci.string("rdm_policy").filter(RDM_POLICIES::contains),
                pci.word("name"),
                Map.of());
    }

    /// A number as far as a configuration can spell it; that it was another one is remarked by
    /// whoever compares.
    private static long within(Json.Obj object, String key, long most) {
        return Math.clamp(object.integerOrZero(key), 0, most);
    }

    private static Optional<Boolean> yes(Json.Obj pci, String key) {
        return pci.flag(key) ? Optional.of(true) : Optional.empty();
    }
}
