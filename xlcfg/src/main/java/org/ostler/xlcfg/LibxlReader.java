package org.ostler.xlcfg;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One document of libxl as a configuration.
///
/// Used by one thread and then dropped.
final class LibxlReader {
    private final Json.Obj document;
    private final Json.Obj info;
    private final String type;

    LibxlReader(Json.Obj document) {
        this.document = document;
        this.info = document.object("b_info");
        this.type = document.object("c_info").string("type").orElse("pv");
    }

    XlConfig config() {
        XlConfig config = XlConfig.EMPTY.with(XlOptions.TYPE, type);
        GuestKind kind = GuestKind.of(config);
        for (LibxlRow row : LibxlRow.ALL) {
            Optional<Json> value =
                    row.isFor(kind) ? row.place().get(document, type) : Optional.empty();
            Optional<XlValue> spelled = value.flatMap(row.form()::read);
            if (spelled.isPresent()) {
                config = config.reading(row.option(), spelled.get());
            }
        }
        config = sizes(config).with(XlOptions.CMDLINE, info.string("cmdline"));
        config = labels(config);
        config =
                config.with(XlHvmOptions.TSC_MODE, info.string("tsc_mode"))
                        .with(XlHvmOptions.TIMER_MODE, info.string("timer_mode"))
                        .with(XlHvmOptions.ALTP2M, info.string("altp2m"))
                        .with(XlOptions.VNUMA, nodes());
        if (kind == GuestKind.HVM) {
            config = LibxlHvm.read(info.object("type.hvm"), config);
        }
        config = LibxlDisks.read(document, LibxlHostDevices.read(document, config));
        config = LibxlDisplays.read(document, LibxlSounds.read(document, config));
        for (LibxlDevices<?> devices : LibxlDevices.ALL) {
            config = devices.read(document, config);
        }
        return actions(config);
    }

    private XlConfig sizes(XlConfig config) {
        Optional<Long> most = info.integer("max_vcpus");
        long online = info.array("avail_vcpus").size();
        Optional<Long> vcpus = online > 0 ? Optional.of(online) : Optional.empty();
        return config.with(XlOptions.VCPUS, vcpus)
                .with(XlOptions.MAXVCPUS, most.filter(is -> vcpus.filter(is::equals).isEmpty()))
                .with(XlOptions.MEMORY, info.integer("target_memkb").map(is -> is >> 10))
                .with(XlOptions.MAXMEM, info.integer("max_memkb").map(is -> is >> 10));
    }

    private XlConfig labels(XlConfig config) {
        Optional<String> label = document.object("c_info").string("ssid_label");
        Optional<String> later = info.string("exec_ssid_label");
        return later.isEmpty()
                ? config.with(XlOptions.SECLABEL, label)
                : config.with(XlOptions.SECLABEL, later).with(XlOptions.INIT_SECLABEL, label);
    }

    private Optional<List<VnumaNode>> nodes() {
        List<VnumaNode> nodes =
                info.objects("vnuma_nodes").stream()
                        .map(
                                node ->
                                        new VnumaNode(
                                                node.integer("pnode").or(this::placed),
                                                node.integer("memkb").map(is -> is >> 10),
                                                Optional.of(CpuRange.text(numbers(node, "vcpus"))),
                                                numbers(node, "distances"),
                                                Map.of()))
                        .toList();
        return nodes.isEmpty() ? Optional.empty() : Optional.of(nodes);
    }

    /// 0 is left out, but then xl has said that nothing is to be placed.
    private Optional<Long> placed() {
        return info.string("numa_placement").filter("False"::equals).map(_ -> 0L);
    }

    private static List<Long> numbers(Json.Obj object, String key) {
        return object.array(key).stream()
                .filter(Json.Int.class::isInstance)
                .map(is -> ((Json.Int) is).value().longValue())
                .toList();
    }

    private XlConfig actions(XlConfig config) {
        XlConfig all = config;
        for (XlOption<String> option : LibxlWriter.ACTIONS.keySet()) {
            String word = document.string(option.name()).orElse("destroy");
            String action =
                    word.equals("restart_rename")
                            ? "rename-restart"
                            : word.toLowerCase(Locale.ROOT).replace('_', '-');
            all = all.with(option, action);
        }
        return all;
    }
}
