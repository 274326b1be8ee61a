package org.ostler.xlcfg;

import java.util.ArrayList;
import java.util.List;

/// The options that any kind of guest has.
///
/// One row per option: its name, what its value is, and the section of xl.cfg(5) that describes it.
public final class XlOptions {
    private static final String REFERENCE = "xl.cfg(5), ";
    private static final List<XlOption<?>> ALL = new ArrayList<>();

    public static final XlOption<String> NAME =
            row("name", XlKind.TEXT, "Mandatory Configuration Items");
    public static final XlOption<String> TYPE = row("type", XlKind.TEXT, "Selecting Guest Type");
    public static final XlOption<String> BUILDER =
            row("builder", XlKind.TEXT, "Deprecated guest type selection");
    public static final XlOption<String> UUID = row("uuid", XlKind.TEXT, "Other Options");
    public static final XlOption<String> POOL = row("pool", XlKind.TEXT, "CPU Allocation");
    public static final XlOption<Long> VCPUS = row("vcpus", XlKind.NUMBER, "CPU Allocation");
    public static final XlOption<Long> MAXVCPUS = row("maxvcpus", XlKind.NUMBER, "CPU Allocation");
    public static final XlOption<CpuPins> CPUS = row("cpus", CpuPins.KIND, "CPU Allocation");
    public static final XlOption<CpuPins> CPUS_SOFT =
            row("cpus_soft", CpuPins.KIND, "CPU Allocation");
    public static final XlOption<Long> CPU_WEIGHT =
            row("cpu_weight", XlKind.NUMBER, "CPU Scheduling");
    public static final XlOption<Long> CAP = row("cap", XlKind.NUMBER, "CPU Scheduling");
    public static final XlOption<Long> PERIOD = row("period", XlKind.NUMBER, "CPU Scheduling");
    public static final XlOption<Long> SLICE = row("slice", XlKind.NUMBER, "CPU Scheduling");
    public static final XlOption<Long> LATENCY = row("latency", XlKind.NUMBER, "CPU Scheduling");
    public static final XlOption<Long> EXTRATIME =
            row("extratime", XlKind.NUMBER, "CPU Scheduling");
    public static final XlOption<Long> MEMORY = row("memory", XlKind.NUMBER, "Memory Allocation");
    public static final XlOption<Long> MAXMEM = row("maxmem", XlKind.NUMBER, "Memory Allocation");
    public static final XlOption<List<VnumaNode>> VNUMA =
            row("vnuma", VnumaNode.KIND, "Guest Virtual NUMA Configuration");
    public static final XlOption<String> ON_POWEROFF =
            row("on_poweroff", XlKind.TEXT, "Event Actions");
    public static final XlOption<String> ON_REBOOT = row("on_reboot", XlKind.TEXT, "Event Actions");
    public static final XlOption<String> ON_WATCHDOG =
            row("on_watchdog", XlKind.TEXT, "Event Actions");
    public static final XlOption<String> ON_CRASH = row("on_crash", XlKind.TEXT, "Event Actions");
    public static final XlOption<String> ON_SOFT_RESET =
            row("on_soft_reset", XlKind.TEXT, "Event Actions");
    public static final XlOption<String> KERNEL = row("kernel", XlKind.TEXT, "Direct Kernel Boot");
    public static final XlOption<String> RAMDISK =
            row("ramdisk", XlKind.TEXT, "Direct Kernel Boot");
    public static final XlOption<String> CMDLINE =
            row("cmdline", XlKind.TEXT, "Direct Kernel Boot");
    public static final XlOption<String> ROOT = row("root", XlKind.TEXT, "Direct Kernel Boot");
    public static final XlOption<String> EXTRA = row("extra", XlKind.TEXT, "Direct Kernel Boot");
    public static final XlOption<String> FIRMWARE =
            row("firmware", XlKind.TEXT, "Non direct Kernel Boot");
    public static final XlOption<String> FIRMWARE_OVERRIDE =
            row("firmware_override", XlKind.TEXT, "Non direct Kernel Boot");
    public static final XlOption<String> BOOTLOADER =
            row("bootloader", XlKind.TEXT, "Paravirtualised (PV) Guest Specific Options");
    public static final XlOption<List<String>> BOOTLOADER_ARGS =
            row("bootloader_args", XlKind.SPLIT, "Paravirtualised (PV) Guest Specific Options");
    public static final XlOption<Boolean> E820_HOST =
            row("e820_host", XlKind.BOOL, "Paravirtualised (PV) Guest Specific Options");
    public static final XlOption<Boolean> PVSHIM = row("pvshim", XlKind.BOOL, "PVH guest options");
    public static final XlOption<String> PVSHIM_PATH =
            row("pvshim_path", XlKind.TEXT, "PVH guest options");
    public static final XlOption<String> PVSHIM_CMDLINE =
            row("pvshim_cmdline", XlKind.TEXT, "PVH guest options");
    public static final XlOption<String> PVSHIM_EXTRA =
            row("pvshim_extra", XlKind.TEXT, "PVH guest options");
    public static final XlOption<String> SECLABEL = row("seclabel", XlKind.TEXT, "Other Options");
    public static final XlOption<String> INIT_SECLABEL =
            row("init_seclabel", XlKind.TEXT, "Other Options");
    public static final XlOption<Long> MAX_GRANT_FRAMES =
            row("max_grant_frames", XlKind.NUMBER, "Other Options");
    public static final XlOption<Long> MAX_MAPTRACK_FRAMES =
            row("max_maptrack_frames", XlKind.NUMBER, "Other Options");
    public static final XlOption<Long> MAX_GRANT_VERSION =
            row("max_grant_version", XlKind.NUMBER, "Other Options");
    public static final XlOption<Long> MAX_EVENT_CHANNELS =
            row("max_event_channels", XlKind.NUMBER, "Devices");
    public static final XlOption<Boolean> NOMIGRATE =
            row("nomigrate", XlKind.BOOL, "Other Options");
    public static final XlOption<Boolean> DRIVER_DOMAIN =
            row("driver_domain", XlKind.BOOL, "Other Options");
    public static final XlOption<String> DEVICE_TREE =
            row("device_tree", XlKind.TEXT, "Other Options");
    public static final XlOption<String> PASSTHROUGH =
            row("passthrough", XlKind.TEXT, "Other Options");
    public static final XlOption<Boolean> XEND_SUSPEND_EVTCHN_COMPAT =
            row("xend_suspend_evtchn_compat", XlKind.BOOL, "Other Options");
    public static final XlOption<Long> VMTRACE_BUF_KB =
            row("vmtrace_buf_kb", XlKind.NUMBER, "Other Options");
    public static final XlOption<Boolean> VPMU = row("vpmu", XlKind.BOOL, "Other Options");
    public static final XlOption<String> TEE = row("tee", XlKind.TEXT, "Devices");
    public static final XlOption<String> GIC_VERSION = row("gic_version", XlKind.TEXT, "ARM");
    public static final XlOption<String> VUART = row("vuart", XlKind.TEXT, "ARM");
    public static final XlOption<List<String>> MCA_CAPS = row("mca_caps", XlKind.TEXTS, "x86");
    public static final XlOption<Boolean> MSR_RELAXED = row("msr_relaxed", XlKind.BOOL, "x86");
    public static final XlOption<String> BOOTLOADER_RESTRICT =
            row("bootloader_restrict", XlKind.TEXT, "Boot", new XenRelease(4, 18));
    public static final XlOption<String> BOOTLOADER_USER =
            row("bootloader_user", XlKind.TEXT, "Boot", new XenRelease(4, 18));
    public static final XlOption<String> SVE =
            row("sve", XlKind.TEXT, "ARM", new XenRelease(4, 18));
    public static final XlOption<Long> NR_SPIS =
            row("nr_spis", XlKind.NUMBER, "ARM", new XenRelease(4, 20));
    public static final XlOption<List<String>> LLC_COLORS =
            row("llc_colors", XlKind.TEXTS, "CPU Allocation", new XenRelease(4, 20));
    public static final XlOption<String> ARM_SCI =
            row("arm_sci", XlKind.TEXT, "ARM", new XenRelease(4, 21));
    public static final XlOption<Boolean> TRAP_UNMAPPED_ACCESSES =
            row("trap_unmapped_accesses", XlKind.BOOL, "ARM", new XenRelease(4, 21));
    public static final XlOption<Long> XENSTORE_FEATURE_MASK =
            row("xenstore_feature_mask", XlKind.NUMBER, "Other Options", new XenRelease(4, 21));
    public static final XlOption<List<String>> XENSTORE_QUOTA =
            row("xenstore_quota", XlKind.TEXTS, "Other Options", new XenRelease(4, 22));

    private XlOptions() {}

    static List<XlOption<?>> all() {
        return List.copyOf(ALL);
    }

    private static <T> XlOption<T> row(String name, XlKind<T> kind, String section) {
        return row(name, kind, section, XenRelease.V4_17);
    }

    private static <T> XlOption<T> row(
            String name, XlKind<T> kind, String section, XenRelease since) {
        var option = new XlOption<>(name, kind, since, REFERENCE + section);
        ALL.add(option);
        return option;
    }
}
