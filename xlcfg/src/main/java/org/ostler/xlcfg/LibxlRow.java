package org.ostler.xlcfg;

import static org.ostler.xlcfg.LibxlForm.DEFBOOL;
import static org.ostler.xlcfg.LibxlForm.LOWER;
import static org.ostler.xlcfg.LibxlForm.MIB;
import static org.ostler.xlcfg.LibxlForm.NUMBER;
import static org.ostler.xlcfg.LibxlForm.TEXT;
import static org.ostler.xlcfg.LibxlForm.TEXTS;
import static org.ostler.xlcfg.LibxlForm.UNSIGNED;
import static org.ostler.xlcfg.LibxlForm.WORD;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where libxl's `libxl_domain_config` has an option that is one value there, as `xl -N create` of
/// Xen 4.17 was seen to print it.
///
/// @param kind the guests that have it; nothing for all
record LibxlRow(XlOption<?> option, String path, LibxlForm form, Optional<GuestKind> kind) {
    static final List<LibxlRow> ALL =
            List.of(
                    any(XlOptions.NAME, "c_info/name", TEXT),
                    any(XlOptions.UUID, "c_info/uuid", LOWER),
                    any(XlOptions.POOL, "c_info/pool_name", TEXT),
                    any(XlOptions.DRIVER_DOMAIN, "c_info/driver_domain", DEFBOOL),
                    any(XlOptions.PASSTHROUGH, "c_info/passthrough", WORD),
                    any(
                            XlOptions.XEND_SUSPEND_EVTCHN_COMPAT,
                            "c_info/xend_suspend_evtchn_compat",
                            DEFBOOL),
                    any(XlHvmOptions.HAP, "c_info/hap", DEFBOOL),
                    any(XlHvmOptions.OOS, "c_info/oos", DEFBOOL),
                    any(XlOptions.CPU_WEIGHT, "b_info/sched_params/weight", NUMBER),
                    any(XlOptions.CAP, "b_info/sched_params/cap", NUMBER),
                    any(XlOptions.PERIOD, "b_info/sched_params/period", NUMBER),
                    any(XlOptions.SLICE, "b_info/sched_params/slice", NUMBER),
                    any(XlOptions.LATENCY, "b_info/sched_params/latency", NUMBER),
                    any(XlOptions.EXTRATIME, "b_info/sched_params/extratime", NUMBER),
                    any(XlHvmOptions.SHADOW_MEMORY, "b_info/shadow_memkb", MIB),
                    any(XlHvmOptions.VIDEORAM, "b_info/video_memkb", MIB),
                    any(XlOptions.KERNEL, "b_info/kernel", TEXT),
                    any(XlOptions.RAMDISK, "b_info/ramdisk", TEXT),
                    any(XlOptions.BOOTLOADER, "b_info/bootloader", TEXT),
                    any(XlOptions.BOOTLOADER_ARGS, "b_info/bootloader_args", TEXTS),
                    any(XlOptions.MAX_GRANT_FRAMES, "b_info/max_grant_frames", NUMBER),
                    any(XlOptions.MAX_MAPTRACK_FRAMES, "b_info/max_maptrack_frames", NUMBER),
                    any(XlOptions.MAX_GRANT_VERSION, "b_info/max_grant_version", NUMBER),
                    any(XlOptions.MAX_EVENT_CHANNELS, "b_info/event_channels", NUMBER),
                    any(XlOptions.NOMIGRATE, "b_info/disable_migrate", DEFBOOL),
                    any(XlOptions.DEVICE_TREE, "b_info/device_tree", TEXT),
                    any(XlOptions.VMTRACE_BUF_KB, "b_info/vmtrace_buf_kb", NUMBER),
                    any(XlOptions.VPMU, "b_info/vpmu", DEFBOOL),
                    any(XlOptions.TEE, "b_info/tee", WORD),
                    any(XlOptions.GIC_VERSION, "b_info/arch_arm/gic_version", WORD),
                    any(XlOptions.VUART, "b_info/arch_arm/vuart", WORD),
                    any(XlOptions.MSR_RELAXED, "b_info/arch_x86/msr_relaxed", DEFBOOL),
                    any(XlHvmOptions.ACPI, "b_info/acpi", DEFBOOL),
                    any(XlHvmOptions.NESTEDHVM, "b_info/nested_hvm", DEFBOOL),
                    any(XlHvmOptions.LOCALTIME, "b_info/localtime", DEFBOOL),
                    any(XlHvmOptions.RTC_TIMEOFFSET, "b_info/rtc_timeoffset", UNSIGNED),
                    any(XlHvmOptions.DEVICE_MODEL_VERSION, "b_info/device_model_version", WORD),
                    any(XlHvmOptions.DEVICE_MODEL_OVERRIDE, "b_info/device_model", TEXT),
                    any(XlHvmOptions.DEVICE_MODEL_USER, "b_info/device_model_user", TEXT),
                    any(
                            XlHvmOptions.DEVICE_MODEL_STUBDOMAIN_OVERRIDE,
                            "b_info/device_model_stubdomain",
                            DEFBOOL),
                    any(
                            XlHvmOptions.DEVICE_MODEL_STUBDOMAIN_SECLABEL,
                            "b_info/device_model_ssid_label",
                            TEXT),
                    any(XlHvmOptions.STUBDOMAIN_KERNEL, "b_info/stubdomain_kernel", TEXT),
                    any(XlHvmOptions.STUBDOMAIN_CMDLINE, "b_info/stubdomain_cmdline", TEXT),
                    any(XlHvmOptions.STUBDOMAIN_RAMDISK, "b_info/stubdomain_ramdisk", TEXT),
                    any(XlHvmOptions.STUBDOMAIN_MEMORY, "b_info/stubdomain_memkb", MIB),
                    any(XlHvmOptions.DM_RESTRICT, "b_info/dm_restrict", DEFBOOL),
                    any(XlHvmOptions.DEVICE_MODEL_ARGS, "b_info/extra", TEXTS),
                    any(XlHvmOptions.DEVICE_MODEL_ARGS_PV, "b_info/extra_pv", TEXTS),
                    any(XlHvmOptions.DEVICE_MODEL_ARGS_HVM, "b_info/extra_hvm", TEXTS),
                    new LibxlRow(
                            XlHvmOptions.APIC, "b_info/apic", DEFBOOL, Optional.of(GuestKind.HVM)),
                    of(GuestKind.HVM, XlHvmOptions.BIOS, "bios", WORD),
                    of(GuestKind.HVM, XlHvmOptions.BIOS_PATH_OVERRIDE, "system_firmware", TEXT),
                    of(GuestKind.HVM, XlHvmOptions.PAE, "pae", DEFBOOL),
                    of(GuestKind.HVM, XlHvmOptions.ACPI_S3, "acpi_s3", DEFBOOL),
                    of(GuestKind.HVM, XlHvmOptions.ACPI_S4, "acpi_s4", DEFBOOL),
                    of(GuestKind.HVM, XlHvmOptions.ACPI_LAPTOP_SLATE, "acpi_laptop_slate", DEFBOOL),
                    of(GuestKind.HVM, XlHvmOptions.NX, "nx", DEFBOOL),
                    of(GuestKind.HVM, XlHvmOptions.HPET, "hpet", DEFBOOL),
                    of(GuestKind.HVM, XlHvmOptions.VPT_ALIGN, "vpt_align", DEFBOOL),
                    of(GuestKind.HVM, XlHvmOptions.ALTP2MHVM, "altp2m", DEFBOOL),
                    of(GuestKind.HVM, XlHvmOptions.MMIO_HOLE, "mmio_hole_memkb", MIB),
                    of(GuestKind.HVM, XlHvmOptions.XEN_PLATFORM_PCI, "xen_platform_pci", DEFBOOL),
                    of(GuestKind.HVM, XlHvmOptions.HDTYPE, "hdtype", WORD),
                    of(GuestKind.HVM, XlHvmOptions.BOOT, "boot", TEXT),
                    of(GuestKind.HVM, XlHvmOptions.ACPI_FIRMWARE, "acpi_firmware", TEXT),
                    of(GuestKind.HVM, XlHvmOptions.SMBIOS_FIRMWARE, "smbios_firmware", TEXT),
                    of(GuestKind.HVM, XlHvmOptions.VNC, "vnc/enable", DEFBOOL),
                    of(GuestKind.HVM, XlHvmOptions.VNCLISTEN, "vnc/listen", TEXT),
                    of(GuestKind.HVM, XlHvmOptions.VNCPASSWD, "vnc/passwd", TEXT),
                    of(GuestKind.HVM, XlHvmOptions.VNCDISPLAY, "vnc/display", NUMBER),
                    of(GuestKind.HVM, XlHvmOptions.VNCUNUSED, "vnc/findunused", DEFBOOL),
                    of(GuestKind.HVM, XlHvmOptions.KEYMAP, "keymap", TEXT),
                    of(GuestKind.HVM, XlHvmOptions.SDL, "sdl/enable", DEFBOOL),
                    of(GuestKind.HVM, XlHvmOptions.OPENGL, "sdl/opengl", DEFBOOL),
                    of(GuestKind.HVM, XlHvmOptions.DISPLAY, "sdl/display", TEXT),
                    of(GuestKind.HVM, XlHvmOptions.XAUTHORITY, "sdl/xauthority", TEXT),
                    of(GuestKind.HVM, XlHvmOptions.NOGRAPHIC, "nographic", DEFBOOL),
                    of(GuestKind.HVM, XlHvmOptions.SPICE, "spice/enable", DEFBOOL),
                    of(GuestKind.HVM, XlHvmOptions.SPICEHOST, "spice/host", TEXT),
                    of(GuestKind.HVM, XlHvmOptions.SPICEPORT, "spice/port", NUMBER),
                    of(GuestKind.HVM, XlHvmOptions.SPICETLS_PORT, "spice/tls_port", NUMBER),
                    of(
                            GuestKind.HVM,
                            XlHvmOptions.SPICEDISABLE_TICKETING,
                            "spice/disable_ticketing",
                            DEFBOOL),
                    of(GuestKind.HVM, XlHvmOptions.SPICEPASSWD, "spice/passwd", TEXT),
                    of(GuestKind.HVM, XlHvmOptions.SPICEAGENT_MOUSE, "spice/agent_mouse", DEFBOOL),
                    of(GuestKind.HVM, XlHvmOptions.SPICEVDAGENT, "spice/vdagent", DEFBOOL),
                    of(
                            GuestKind.HVM,
                            XlHvmOptions.SPICE_CLIPBOARD_SHARING,
                            "spice/clipboard_sharing",
                            DEFBOOL),
                    of(
                            GuestKind.HVM,
                            XlHvmOptions.SPICEUSBREDIRECTION,
                            "spice/usbredirection",
                            NUMBER),
                    of(
                            GuestKind.HVM,
                            XlHvmOptions.SPICE_IMAGE_COMPRESSION,
                            "spice/image_compression",
                            TEXT),
                    of(
                            GuestKind.HVM,
                            XlHvmOptions.SPICE_STREAMING_VIDEO,
                            "spice/streaming_video",
                            TEXT),
                    of(GuestKind.HVM, XlHvmOptions.SOUNDHW, "soundhw", TEXT),
                    of(GuestKind.HVM, XlHvmOptions.VKB_DEVICE, "vkb_device", DEFBOOL),
                    of(GuestKind.HVM, XlHvmOptions.USB, "usb", DEFBOOL),
                    of(GuestKind.HVM, XlHvmOptions.USBVERSION, "usbversion", NUMBER),
                    of(GuestKind.HVM, XlHvmOptions.VENDOR_DEVICE, "vendor_device", WORD),
                    of(
                            GuestKind.HVM,
                            XlDeviceOptions.RDM_MEM_BOUNDARY,
                            "rdm_mem_boundary_memkb",
                            MIB),
                    of(GuestKind.PV, XlOptions.E820_HOST, "e820_host", DEFBOOL),
                    of(GuestKind.PVH, XlOptions.PVSHIM, "pvshim", DEFBOOL),
                    of(GuestKind.PVH, XlOptions.PVSHIM_PATH, "pvshim_path", TEXT),
                    of(GuestKind.PVH, XlOptions.PVSHIM_CMDLINE, "pvshim_cmdline", TEXT),
                    of(GuestKind.PVH, XlOptions.PVSHIM_EXTRA, "pvshim_extra", TEXT));

    /// Words of enumerations that stand for 0.
    private static final Set<String> DEFAULTS = Set.of("default", "unknown", "ide");

    private static LibxlRow any(XlOption<?> option, String path, LibxlForm form) {
        return new LibxlRow(option, path, form, Optional.empty());
    }

    private static LibxlRow of(GuestKind kind, XlOption<?> option, String name, LibxlForm form) {
        return new LibxlRow(option, "b_info/type/" + name, form, Optional.of(kind));
    }

    boolean isFor(GuestKind guest) {
        return kind.isEmpty() || kind.get() == guest;
    }

    /// Whether libxl leaves the value out of its documents, because it has it anyway.
    boolean isDefault(Object value) {
        return switch (form) {
            case NUMBER, UNSIGNED ->
                    value.equals(0L) && !path.matches(".*(sched_params|max_grant|max_map).*");
            case WORD ->
                    DEFAULTS.contains(value.toString())
                            || (value.equals("none") && !path.endsWith("kind"));
            case TEXT, LOWER, MIB, DEFBOOL, BOOL, FLAG, TEXTS -> false;
        };
    }

    LibxlPath place() {
        return new LibxlPath(path);
    }
}
