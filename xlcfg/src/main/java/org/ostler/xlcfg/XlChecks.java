package org.ostler.xlcfg;

import static java.util.Map.entry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What xl 4.17 refuses of a configuration that is well formed: words that it does not know,
/// numbers out of range, and options that contradict each other. All of it is remarked, and none
/// refused: another Xen may take it.
final class XlChecks {
    private static final Set<String> ACTIONS =
            Set.of(
                    "destroy",
                    "restart",
                    "rename-restart",
                    "preserve",
                    "coredump-destroy",
                    "coredump-restart",
                    "soft-reset");

    /// Words of any guest's options.
    private static final Map<XlOption<String>, Set<String>> ANY =
            Map.ofEntries(
                    entry(XlOptions.TYPE, Set.of("pv", "pvh", "hvm")),
                    entry(XlOptions.BUILDER, Set.of("generic", "hvm", "linux")),
                    entry(XlOptions.ON_POWEROFF, ACTIONS),
                    entry(XlOptions.ON_REBOOT, ACTIONS),
                    entry(XlOptions.ON_WATCHDOG, ACTIONS),
                    entry(XlOptions.ON_CRASH, ACTIONS),
                    entry(XlOptions.ON_SOFT_RESET, ACTIONS),
                    entry(
                            XlOptions.PASSTHROUGH,
                            Set.of("default", "disabled", "enabled", "sync_pt", "share_pt")),
                    entry(XlOptions.TEE, Set.of("none", "optee")),
                    entry(XlOptions.GIC_VERSION, Set.of("default", "v2", "v3")),
                    entry(XlOptions.VUART, Set.of("unknown", "sbsa_uart")),
                    entry(XlHvmOptions.ALTP2M, Set.copyOf(LibxlWriter.ALTP2M_MODES)),
                    entry(XlHvmOptions.TSC_MODE, Set.copyOf(LibxlWriter.TSC_MODES)),
                    entry(XlHvmOptions.TIMER_MODE, Set.copyOf(LibxlWriter.TIMER_MODES)),
                    entry(
                            XlHvmOptions.DEVICE_MODEL_VERSION,
                            Set.of("qemu-xen", "qemu-xen-traditional")));

    private static final Map<XlOption<String>, Set<String>> HVM =
            Map.of(
                    XlHvmOptions.BIOS, Set.of("rombios", "seabios", "ovmf"),
                    XlHvmOptions.VGA, Set.of("none", "stdvga", "cirrus", "qxl"),
                    XlHvmOptions.HDTYPE, Set.of("ide", "ahci"),
                    XlHvmOptions.MS_VM_GENID, Set.of("none", "generate"),
                    XlHvmOptions.VENDOR_DEVICE, Set.of("none", "xenserver"),
                    XlDeviceOptions.GFX_PASSTHRU, Set.of("default", "igd"));

    /// These are compared letter by letter, or may be a number.
    private static final Set<XlOption<String>> EXACT =
            Set.of(
                    XlOptions.TYPE,
                    XlOptions.BUILDER,
                    XlOptions.ON_POWEROFF,
                    XlOptions.ON_REBOOT,
                    XlOptions.ON_WATCHDOG,
                    XlOptions.ON_CRASH,
                    XlOptions.ON_SOFT_RESET,
                    XlHvmOptions.VGA,
                    XlHvmOptions.MS_VM_GENID);

    private static final Set<XlOption<String>> NUMBERED =
            Set.of(XlHvmOptions.ALTP2M, XlHvmOptions.TSC_MODE, XlHvmOptions.TIMER_MODE);

    /// What xl gives up at when it has another type; at others it goes on without them.
    private static final Set<String> NEEDED =
            Set.of(
                    "device_model_args",
                    "device_model_args_pv",
                    "device_model_args_hvm",
                    "mca_caps",
                    "max_grant_frames",
                    "max_maptrack_frames",
                    "max_grant_version",
                    "vsnd",
                    "vnuma");

    private static final long MMIO_HOLE_MIN = 256;
    private static final long MMIO_HOLE_MAX = 3840;

    private final XlConfig config;
    private final GuestKind kind;
    private final XlDocument document;
    private final XlReadContext in;

    private XlChecks(XlConfig config, XlDocument document, XlReadContext in) {
        this.config = config;
        this.kind = GuestKind.of(config);
        this.document = document;
        this.in = in;
    }

    static void check(XlConfig config, XlDocument document, XlReadContext in) {
        var checks = new XlChecks(config, document, in);
        ANY.forEach(checks::words);
        if (checks.kind == GuestKind.HVM) {
            HVM.forEach(checks::words);
            checks.hvm();
        }
        checks.boot();
        checks.sizes();
        config.others().keySet().stream()
                .filter(NEEDED::contains)
                .forEach(name -> checks.refused(name, "xl gives up at the wrong type"));
        XlDeviceChecks.check(config, checks::refused);
    }

    /// Takes what is refused, and why.
    interface Report {
        void refused(String option, String why);
    }

    private void refused(String option, String why) {
        int bracket = option.indexOf('[');
        String name = bracket < 0 ? option : option.substring(0, bracket);
        Optional<XlValue> value = document.value(name);
        in.remarks()
                .add(
                        new XlRemark(
                                XlRemark.Kind.REFUSED_BY_XL,
                                value.map(XlValue::line).orElse(0),
                                value.map(XlValue::column).orElse(0),
                                option,
                                why));
    }

    private void words(XlOption<String> option, Set<String> words) {
        Optional<String> word = config.get(option);
        if (word.isEmpty()) {
            return;
        }
        String known = EXACT.contains(option) ? word.get() : word.get().toLowerCase(Locale.ROOT);
        boolean number =
                option.equals(XlDeviceOptions.GFX_PASSTHRU)
                        ? XlNumbers.parse(known).isPresent()
                        : NUMBERED.contains(option) && known.matches("[0-3]");
        if (!words.contains(known) && !number) {
            List<String> sorted = words.stream().sorted().toList();
            refused(
                    option.name(),
                    "xl 4.17 does not know '" + word.get() + "'; it expects one of " + sorted);
        }
    }

    private void hvm() {
        config.get(XlHvmOptions.MMIO_HOLE)
                .filter(is -> is < MMIO_HOLE_MIN || is > MMIO_HOLE_MAX)
                .ifPresent(
                        is ->
                                refused(
                                        "mmio_hole",
                                        "xl wants a number from 256 to 3840, not " + is));
        boolean twice =
                config.get(XlHvmOptions.VNCLISTEN).filter(is -> is.contains(":")).isPresent()
                        && config.get(XlHvmOptions.VNCDISPLAY).isPresent();
        if (twice) {
            refused("vncdisplay", "'vnclisten' has a display too");
        }
        config.get(XlOptions.MCA_CAPS).orElse(List.of()).stream()
                .filter(is -> !is.equals("lmce"))
                .forEach(is -> refused("mca_caps", "xl 4.17 does not know '" + is + "'"));
        List<String> groups = config.get(XlHvmOptions.VIRIDIAN).orElse(List.of());
        boolean list =
                document.value("viridian").filter(XlValue.Sequence.class::isInstance).isPresent();
        groups.stream()
                .filter(is -> list && !LibxlHvm.isGroup(is))
                .forEach(is -> refused("viridian", "xl 4.17 does not know '" + is + "'"));
    }

    private void boot() {
        if (config.get(XlOptions.NAME).isEmpty()) {
            refused("name", "xl wants a name");
        }
        config.get(XlOptions.UUID)
                .filter(is -> !isUuid(is))
                .ifPresent(is -> refused("uuid", "'" + is + "' is no UUID"));
        boolean hvm = config.get(XlOptions.BUILDER).filter("hvm"::equals).isPresent();
        boolean builder = config.get(XlOptions.BUILDER).isPresent();
        if (builder && config.get(XlOptions.TYPE).isPresent() && hvm != (kind == GuestKind.HVM)) {
            refused("builder", "'type' says otherwise");
        }
        if (kind == GuestKind.HVM) {
            return;
        }
        boolean kernel = config.get(XlOptions.KERNEL).isPresent();
        boolean firmware = config.get(XlOptions.FIRMWARE).isPresent();
        if (kernel && firmware) {
            refused("firmware", "there is a kernel too");
        } else if (!kernel && !firmware && config.get(XlOptions.BOOTLOADER).isEmpty()) {
            refused("kernel", "xl wants a kernel or a bootloader for such a guest");
        }
        if (kind == GuestKind.PV && config.get(XlHvmOptions.TIMER_MODE).isPresent()) {
            refused("timer_mode", "paravirtual guests have none");
        }
    }

    static boolean isUuid(String text) {
        return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    }

    private void sizes() {
        long vcpus = config.get(XlOptions.VCPUS).orElse(0L);
        List<VnumaNode> nodes = config.get(XlOptions.VNUMA).orElse(List.of());
        config.get(XlOptions.MAXVCPUS)
                .filter(is -> is < vcpus)
                .ifPresent(_ -> refused("maxvcpus", "it is less than 'vcpus'"));
        long mib = nodes.stream().mapToLong(node -> node.sizeMib().orElse(0L)).sum();
        config.get(XlOptions.MAXMEM)
                .filter(is -> !nodes.isEmpty() && is != mib)
                .ifPresent(is -> refused("maxmem", "the nodes of 'vnuma' have " + mib + " MiB"));
        long most =
                nodes.stream()
                        .mapToLong(node -> CpuRange.numbers(node.vcpus().orElse("")).size())
                        .sum();
        long given = Math.max(vcpus, config.get(XlOptions.MAXVCPUS).orElse(0L));
        if (!nodes.isEmpty() && given > 0 && most != given) {
            refused("vnuma", "its nodes have " + most + " processors, not " + given);
        }
        for (VnumaNode node : nodes) {
            node.others()
                    .forEach(
                            (key, value) -> {
                                if (value.isEmpty()) {
                                    refused("vnuma", "'" + key + "' has no '='");
                                }
                            });
        }
        pins(XlOptions.CPUS);
        pins(XlOptions.CPUS_SOFT);
    }

    private void pins(XlOption<CpuPins> option) {
        long vcpus =
                Math.max(
                        config.get(XlOptions.VCPUS).orElse(0L),
                        config.get(XlOptions.MAXVCPUS).orElse(0L));
        config.get(option).stream()
                .flatMap(
                        pins -> pins.sets().stream().limit(pins.perVcpu() ? vcpus : Long.MAX_VALUE))
                .filter(set -> !CpuPins.isSet(set))
                .forEach(set -> refused(option.name(), "'" + set + "' is no list of processors"));
    }
}
