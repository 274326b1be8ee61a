package org.ostler.xlcfg;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One configuration as libxl's document, with what xl itself adds to it.
///
/// Used by one thread and then dropped.
final class LibxlWriter {
    /// The options that are written here, rather than by a row.
    static final Set<XlOption<?>> OPTIONS =
            Set.of(
                    XlDeviceOptions.DISK,
                    XlDeviceOptions.VDISPL,
                    XlOptions.FIRMWARE,
                    XlOptions.MCA_CAPS,
                    XlOptions.FIRMWARE_OVERRIDE,
                    XlDeviceOptions.PCI,
                    XlDeviceOptions.CHANNEL,
                    XlDeviceOptions.DTDEV,
                    XlDeviceOptions.IRQS,
                    XlDeviceOptions.IOPORTS,
                    XlDeviceOptions.IOMEM,
                    XlDeviceOptions.RDM,
                    XlDeviceOptions.GFX_PASSTHRU,
                    XlHvmOptions.SERIAL,
                    XlHvmOptions.USBDEVICE,
                    XlHvmOptions.VIRIDIAN,
                    XlHvmOptions.TSC_MODE,
                    XlHvmOptions.TIMER_MODE,
                    XlHvmOptions.ALTP2M,
                    XlOptions.ON_POWEROFF,
                    XlOptions.ON_REBOOT,
                    XlOptions.ON_WATCHDOG,
                    XlOptions.ON_CRASH,
                    XlOptions.ON_SOFT_RESET);

    static final List<String> TSC_MODES =
            List.of("default", "always_emulate", "native", "native_paravirt");
    static final List<String> TIMER_MODES =
            List.of(
                    "delay_for_missed_ticks",
                    "no_delay_for_missed_ticks",
                    "no_missed_ticks_pending",
                    "one_missed_tick_pending");
    static final List<String> ALTP2M_MODES = List.of("disabled", "mixed", "external", "limited");
    static final Map<XlOption<String>, String> ACTIONS = actions();

    private static final long DEFAULT_MEMORY_MIB = 32;

    private final XlConfig config;
    private final GuestKind kind;
    private final String type;
    private final Map<String, Object> root = new LinkedHashMap<>();

    LibxlWriter(XlConfig config) {
        this.config = config;
        this.kind = GuestKind.of(config);
        this.type = kind.name().toLowerCase(Locale.ROOT);
    }

    private static Map<XlOption<String>, String> actions() {
        var all = new LinkedHashMap<XlOption<String>, String>();
        all.put(XlOptions.ON_POWEROFF, "destroy");
        all.put(XlOptions.ON_REBOOT, "restart");
        all.put(XlOptions.ON_WATCHDOG, "destroy");
        all.put(XlOptions.ON_CRASH, "destroy");
        all.put(XlOptions.ON_SOFT_RESET, "soft-reset");
        return all;
    }

    Json.Obj document(List<XlRemark> remarks) {
        put("c_info/type", Json.of(type));
        put("c_info/run_hotplug_scripts", Json.defbool(true));
        sizes();
        put("b_info/claim_mode", Json.defbool(true));
        objects("b_info/sched_params", "b_info/arch_arm", "b_info/arch_x86", "b_info/type." + type);
        for (LibxlRow row : LibxlRow.ALL) {
            if (row.isFor(kind)) {
                config.get(row.option())
                        .filter(is -> !row.isDefault(is) && !isLoader(row, is))
                        .ifPresent(is -> put(row.path(), row.form().write(is)));
            }
        }
        BootXml.commandLine(config).ifPresent(is -> put("b_info/cmdline", Json.of(is)));
        labels();
        modes();
        implied();
        vnuma();
        if (kind == GuestKind.HVM) {
            new LibxlHvm(config).write(root);
        }
        LibxlHostDevices.write(config, root);
        LibxlDisks.write(config).ifPresent(is -> root.put("disks", is));
        LibxlDisplays.write(config).ifPresent(is -> root.put("vdispls", is));
        for (LibxlDevices<?> devices : LibxlDevices.ALL) {
            devices.write(config, remarks).ifPresent(is -> root.put(devices.array(), is));
        }
        ACTIONS.forEach(this::action);
        return LibxlPath.document(root);
    }

    /// xl takes xend's way to name the firmware for what it is, and ignores it.
    private boolean isLoader(LibxlRow row, Object value) {
        return kind == GuestKind.HVM
                && row.option().equals(XlOptions.KERNEL)
                && value.toString().endsWith("hvmloader");
    }

    private void put(String path, Json value) {
        new LibxlPath(path).put(root, type, value);
    }

    private void objects(String... paths) {
        for (String path : paths) {
            LibxlPath.child(LibxlPath.child(root, "b_info"), path.substring(7));
        }
    }

    private void sizes() {
        Optional<Long> vcpus = config.get(XlOptions.VCPUS).filter(is -> is > 0);
        config.get(XlOptions.MAXVCPUS)
                .or(() -> vcpus)
                .ifPresent(is -> put("b_info/max_vcpus", Json.of(Math.max(is, vcpus.orElse(is)))));
        var online = new ArrayList<Integer>();
        for (int i = 0; i < Math.min(vcpus.orElse(0L), 4096); i++) {
            online.add(i);
        }
        if (!online.isEmpty()) {
            put("b_info/avail_vcpus", Json.bitmap(online));
        }
        long memory = config.get(XlOptions.MEMORY).orElse(DEFAULT_MEMORY_MIB);
        put("b_info/max_memkb", Json.of(config.get(XlOptions.MAXMEM).orElse(memory) << 10));
        put("b_info/target_memkb", Json.of(memory << 10));
    }

    /// What xl concludes from other options.
    private void implied() {
        boolean pinned =
                config.get(XlOptions.CPUS_SOFT).isPresent()
                        || config.get(XlOptions.CPUS).filter(is -> is.size() > 1).isPresent();
        if (pinned) {
            put("b_info/numa_placement", Json.defbool(false));
        }
        boolean devices = config.get(XlDeviceOptions.PCI).filter(is -> !is.isEmpty()).isPresent();
        if (kind == GuestKind.PV && devices && config.get(XlOptions.E820_HOST).isEmpty()) {
            put("b_info/type/e820_host", Json.defbool(true));
        }
    }

    private void labels() {
        Optional<String> label = config.get(XlOptions.SECLABEL);
        Optional<String> first = config.get(XlOptions.INIT_SECLABEL);
        first.or(() -> label).ifPresent(is -> put("c_info/ssid_label", Json.of(is)));
        if (first.isPresent()) {
            label.ifPresent(is -> put("b_info/exec_ssid_label", Json.of(is)));
        }
    }

    private void modes() {
        mode("b_info/tsc_mode", XlHvmOptions.TSC_MODE, TSC_MODES);
        mode("b_info/timer_mode", XlHvmOptions.TIMER_MODE, TIMER_MODES);
        mode("b_info/altp2m", XlHvmOptions.ALTP2M, ALTP2M_MODES);
    }

    /// A word, or its number.
    private void mode(String path, XlOption<String> option, List<String> words) {
        config.get(option)
                .ifPresent(
                        is -> {
                            boolean number = is.matches("[0-3]");
                            String word = number ? words.get(Integer.parseInt(is)) : is;
                            if (!word.equals("default") && !word.equals("disabled")) {
                                put(path, Json.of(word));
                            }
                        });
    }

    private void action(XlOption<String> option, String otherwise) {
        String action = config.get(option).orElse(otherwise);
        if (!action.equals("destroy")) {
            root.put(option.name(), LibxlForm.WORD.write(action));
        }
    }

    private void vnuma() {
        var nodes = new ArrayList<Json>();
        for (VnumaNode node : config.get(XlOptions.VNUMA).orElse(List.of())) {
            Json.Builder built = Json.object().put("memkb", node.sizeMib().orElse(0L) << 10);
            if (!node.distances().isEmpty()) {
                built.put(
                        "distances", Json.array(node.distances().stream().map(Json::of).toList()));
            }
            node.pnode().filter(is -> is != 0).ifPresent(is -> built.put("pnode", is));
            nodes.add(
                    built.put("vcpus", Json.bitmap(CpuRange.numbers(node.vcpus().orElse(""))))
                            .build());
        }
        if (!nodes.isEmpty()) {
            put("b_info/numa_placement", Json.defbool(false));
            put("b_info/vnuma_nodes", Json.array(nodes));
        }
    }
}
