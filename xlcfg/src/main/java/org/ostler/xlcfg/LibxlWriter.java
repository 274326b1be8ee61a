package org.ostler.xlcfg;

import java.math.BigInteger;
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
                    XlDeviceOptions.VSND,
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

    private static final int MOST_VCPUS = 4096;

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
        BootXml.commandLine(config)
                .or(() -> config.get(XlOptions.EXTRA))
                .ifPresent(is -> put("b_info/cmdline", Json.of(is)));
        labels();
        modes();
        implied();
        vnuma();
        if (kind == GuestKind.HVM) {
            new LibxlHvm(config).write(root);
        }
        LibxlHostDevices.write(config, root);
        LibxlDisks.write(config).ifPresent(is -> root.put("disks", is));
        LibxlSounds.write(config).ifPresent(is -> root.put("vsnds", is));
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
        Optional<Long> most =
                mostVcpus().filter(is -> is > 0).or(this::nodesVcpus).filter(is -> is > 0);
        most.ifPresent(is -> put("b_info/max_vcpus", Json.of(is)));
        var online = new ArrayList<Integer>();
        for (int i = 0; i < Math.min(vcpus.orElse(0L), MOST_VCPUS); i++) {
            online.add(i);
        }
        if (!online.isEmpty()) {
            put("b_info/avail_vcpus", Json.bitmap(online));
        }
        pins("b_info/vcpu_hard_affinity", XlOptions.CPUS);
        pins("b_info/vcpu_soft_affinity", XlOptions.CPUS_SOFT);
        Optional<Long> memory = config.get(XlOptions.MEMORY);
        nodesMemory()
                .or(() -> config.get(XlOptions.MAXMEM))
                .or(() -> memory)
                .ifPresent(is -> put("b_info/max_memkb", kib(is)));
        memory.ifPresent(is -> put("b_info/target_memkb", kib(is)));
    }

    /// KiB without a sign.
    private static Json kib(long mib) {
        return new Json.Int(new BigInteger(Long.toUnsignedString(mib << 10)));
    }

    private Optional<Long> mostVcpus() {
        Optional<Long> vcpus = config.get(XlOptions.VCPUS).filter(is -> is > 0);
        return config.get(XlOptions.MAXVCPUS)
                .map(is -> Math.max(is, vcpus.orElse(is)))
                .or(() -> vcpus);
    }

    private List<VnumaNode> nodes() {
        return config.get(XlOptions.VNUMA).orElse(List.of());
    }

    private Optional<Long> nodesVcpus() {
        long vcpus =
                nodes().stream()
                        .mapToLong(node -> CpuRange.numbers(node.vcpus().orElse("")).size())
                        .sum();
        return nodes().isEmpty() ? Optional.empty() : Optional.of(vcpus);
    }

    private Optional<Long> nodesMemory() {
        long mib = nodes().stream().mapToLong(node -> node.sizeMib().orElse(0L)).sum();
        return nodes().isEmpty() ? Optional.empty() : Optional.of(mib);
    }

    private void pins(String path, XlOption<CpuPins> option) {
        long vcpus = Math.min(mostVcpus().orElse(0L), MOST_VCPUS);
        config.get(option)
                .flatMap(is -> is.affinities(vcpus))
                .filter(is -> !is.isEmpty())
                .ifPresent(is -> put(path, Json.array(is)));
    }

    /// What xl concludes from other options.
    private void implied() {
        boolean pinned =
                config.get(XlOptions.CPUS_SOFT).isPresent()
                        || config.get(XlOptions.CPUS).filter(CpuPins::perVcpu).isPresent();
        if (pinned) {
            put("b_info/numa_placement", Json.defbool(false));
        }
        boolean devices = config.get(XlDeviceOptions.PCI).filter(is -> !is.isEmpty()).isPresent();
        if (kind == GuestKind.PV && devices) {
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
            Json.Builder built = Json.object();
            node.sizeMib().filter(is -> is != 0).ifPresent(is -> built.put("memkb", is << 10));
            built.put("distances", Json.array(distances(node)));
            node.pnode().filter(is -> is != 0).ifPresent(is -> built.put("pnode", is));
            List<Integer> vcpus = CpuRange.numbers(node.vcpus().orElse(""));
            if (!vcpus.isEmpty()) {
                built.put("vcpus", Json.bitmap(vcpus));
            }
            nodes.add(built.build());
        }
        if (!nodes.isEmpty()) {
            put("b_info/vnuma_nodes", Json.array(nodes));
        }
        if (nodes().stream().anyMatch(node -> node.pnode().isPresent())) {
            put("b_info/numa_placement", Json.defbool(false));
        }
    }

    /// One for each node, and 0 where none is given.
    private List<Json> distances(VnumaNode node) {
        var all = new ArrayList<Json>();
        for (int i = 0; i < nodes().size(); i++) {
            all.add(Json.of(i < node.distances().size() ? node.distances().get(i) : 0));
        }
        return all;
    }
}
