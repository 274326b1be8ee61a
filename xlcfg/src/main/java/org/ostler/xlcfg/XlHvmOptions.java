package org.ostler.xlcfg;

import java.util.ArrayList;
import java.util.List;

/// The options of fully virtualised guests and of the device model.
///
/// One row per option: its name, what its value is, and the section of xl.cfg(5) that describes it.
public final class XlHvmOptions {
    private static final String REFERENCE = "xl.cfg(5), ";
    private static final List<XlOption<?>> ALL = new ArrayList<>();

    public static final XlOption<String> BOOT = row("boot", XlKind.TEXT, "Boot Device");
    public static final XlOption<String> HDTYPE =
            row("hdtype", XlKind.TEXT, "Emulated disk controller type");
    public static final XlOption<Boolean> HAP = row("hap", XlKind.BOOL, "Paging");
    public static final XlOption<Boolean> OOS = row("oos", XlKind.BOOL, "Paging");
    public static final XlOption<Long> SHADOW_MEMORY =
            row("shadow_memory", XlKind.NUMBER, "Paging");
    public static final XlOption<String> BIOS =
            row("bios", XlKind.TEXT, "Processor and Platform Features");
    public static final XlOption<String> BIOS_PATH_OVERRIDE =
            row("bios_path_override", XlKind.TEXT, "Processor and Platform Features");
    public static final XlOption<Boolean> PAE =
            row("pae", XlKind.BOOL, "Processor and Platform Features");
    public static final XlOption<Boolean> ACPI =
            row("acpi", XlKind.BOOL, "Processor and Platform Features");
    public static final XlOption<Boolean> ACPI_S3 =
            row("acpi_s3", XlKind.BOOL, "Processor and Platform Features");
    public static final XlOption<Boolean> ACPI_S4 =
            row("acpi_s4", XlKind.BOOL, "Processor and Platform Features");
    public static final XlOption<Boolean> ACPI_LAPTOP_SLATE =
            row("acpi_laptop_slate", XlKind.BOOL, "Processor and Platform Features");
    public static final XlOption<Boolean> APIC =
            row("apic", XlKind.BOOL, "Processor and Platform Features");
    public static final XlOption<Boolean> NX =
            row("nx", XlKind.BOOL, "Processor and Platform Features");
    public static final XlOption<Boolean> HPET =
            row("hpet", XlKind.BOOL, "Processor and Platform Features");
    public static final XlOption<String> ALTP2M =
            row("altp2m", XlKind.TEXT, "Processor and Platform Features");
    public static final XlOption<Boolean> ALTP2MHVM =
            row("altp2mhvm", XlKind.BOOL, "Processor and Platform Features");
    public static final XlOption<Boolean> NESTEDHVM =
            row("nestedhvm", XlKind.BOOL, "Processor and Platform Features");
    public static final XlOption<List<String>> CPUID =
            row("cpuid", XlKind.WORDS, "Processor and Platform Features");
    public static final XlOption<String> ACPI_FIRMWARE =
            row("acpi_firmware", XlKind.TEXT, "Processor and Platform Features");
    public static final XlOption<String> SMBIOS_FIRMWARE =
            row("smbios_firmware", XlKind.TEXT, "Processor and Platform Features");
    public static final XlOption<String> MS_VM_GENID =
            row("ms_vm_genid", XlKind.TEXT, "Processor and Platform Features");
    public static final XlOption<String> TSC_MODE =
            row("tsc_mode", XlKind.TEXT, "Guest Virtual Time Controls");
    public static final XlOption<Boolean> LOCALTIME =
            row("localtime", XlKind.BOOL, "Guest Virtual Time Controls");
    public static final XlOption<Long> RTC_TIMEOFFSET =
            row("rtc_timeoffset", XlKind.NUMBER, "Guest Virtual Time Controls");
    public static final XlOption<Boolean> VPT_ALIGN =
            row("vpt_align", XlKind.BOOL, "Guest Virtual Time Controls");
    public static final XlOption<String> TIMER_MODE =
            row("timer_mode", XlKind.TEXT, "Guest Virtual Time Controls");
    public static final XlOption<Long> MMIO_HOLE = row("mmio_hole", XlKind.NUMBER, "Memory layout");
    public static final XlOption<Boolean> XEN_PLATFORM_PCI =
            row("xen_platform_pci", XlKind.BOOL, "Support for Paravirtualisation of HVM Guests");
    public static final XlOption<List<String>> VIRIDIAN =
            row("viridian", XlKind.SWITCH_OR_WORDS, "Support for Paravirtualisation of HVM Guests");
    public static final XlOption<Long> VIDEORAM =
            row("videoram", XlKind.NUMBER, "Emulated VGA Graphics Device");
    public static final XlOption<Boolean> STDVGA =
            row("stdvga", XlKind.BOOL, "Emulated VGA Graphics Device");
    public static final XlOption<String> VGA =
            row("vga", XlKind.TEXT, "Emulated VGA Graphics Device");
    public static final XlOption<Boolean> VNC =
            row("vnc", XlKind.BOOL, "Emulated VGA Graphics Device");
    public static final XlOption<String> VNCLISTEN =
            row("vnclisten", XlKind.TEXT, "Emulated VGA Graphics Device");
    public static final XlOption<Long> VNCDISPLAY =
            row("vncdisplay", XlKind.NUMBER, "Emulated VGA Graphics Device");
    public static final XlOption<Boolean> VNCUNUSED =
            row("vncunused", XlKind.BOOL, "Emulated VGA Graphics Device");
    public static final XlOption<String> VNCPASSWD =
            row("vncpasswd", XlKind.TEXT, "Emulated VGA Graphics Device");
    public static final XlOption<Boolean> VNCVIEWER =
            row("vncviewer", XlKind.BOOL, "Emulated VGA Graphics Device");
    public static final XlOption<String> KEYMAP =
            row("keymap", XlKind.TEXT, "Emulated VGA Graphics Device");
    public static final XlOption<Boolean> SDL =
            row("sdl", XlKind.BOOL, "Emulated VGA Graphics Device");
    public static final XlOption<Boolean> OPENGL =
            row("opengl", XlKind.BOOL, "Emulated VGA Graphics Device");
    public static final XlOption<String> DISPLAY =
            row("display", XlKind.TEXT, "Emulated VGA Graphics Device");
    public static final XlOption<String> XAUTHORITY =
            row("xauthority", XlKind.TEXT, "Emulated VGA Graphics Device");
    public static final XlOption<Boolean> NOGRAPHIC =
            row("nographic", XlKind.BOOL, "Emulated VGA Graphics Device");
    public static final XlOption<Boolean> SPICE =
            row("spice", XlKind.BOOL, "Spice Graphics Support");
    public static final XlOption<String> SPICEHOST =
            row("spicehost", XlKind.TEXT, "Spice Graphics Support");
    public static final XlOption<Long> SPICEPORT =
            row("spiceport", XlKind.NUMBER, "Spice Graphics Support");
    public static final XlOption<Long> SPICETLS_PORT =
            row("spicetls_port", XlKind.NUMBER, "Spice Graphics Support");
    public static final XlOption<Boolean> SPICEDISABLE_TICKETING =
            row("spicedisable_ticketing", XlKind.BOOL, "Spice Graphics Support");
    public static final XlOption<String> SPICEPASSWD =
            row("spicepasswd", XlKind.TEXT, "Spice Graphics Support");
    public static final XlOption<Boolean> SPICEAGENT_MOUSE =
            row("spiceagent_mouse", XlKind.BOOL, "Spice Graphics Support");
    public static final XlOption<Boolean> SPICEVDAGENT =
            row("spicevdagent", XlKind.BOOL, "Spice Graphics Support");
    public static final XlOption<Boolean> SPICE_CLIPBOARD_SHARING =
            row("spice_clipboard_sharing", XlKind.BOOL, "Spice Graphics Support");
    public static final XlOption<Long> SPICEUSBREDIRECTION =
            row("spiceusbredirection", XlKind.NUMBER, "Spice Graphics Support");
    public static final XlOption<String> SPICE_IMAGE_COMPRESSION =
            row("spice_image_compression", XlKind.TEXT, "Spice Graphics Support");
    public static final XlOption<String> SPICE_STREAMING_VIDEO =
            row("spice_streaming_video", XlKind.TEXT, "Spice Graphics Support");
    public static final XlOption<List<String>> SERIAL =
            row("serial", XlKind.WORDS, "Miscellaneous Emulated Hardware");
    public static final XlOption<String> SOUNDHW =
            row("soundhw", XlKind.TEXT, "Miscellaneous Emulated Hardware");
    public static final XlOption<Boolean> VKB_DEVICE =
            row("vkb_device", XlKind.BOOL, "Miscellaneous Emulated Hardware");
    public static final XlOption<Boolean> USB =
            row("usb", XlKind.BOOL, "Miscellaneous Emulated Hardware");
    public static final XlOption<Long> USBVERSION =
            row("usbversion", XlKind.NUMBER, "Miscellaneous Emulated Hardware");
    public static final XlOption<List<String>> USBDEVICE =
            row("usbdevice", XlKind.WORDS, "Miscellaneous Emulated Hardware");
    public static final XlOption<String> VENDOR_DEVICE =
            row("vendor_device", XlKind.TEXT, "Miscellaneous Emulated Hardware");
    public static final XlOption<String> DEVICE_MODEL =
            row("device_model", XlKind.TEXT, "Device-Model Options");
    public static final XlOption<String> DEVICE_MODEL_VERSION =
            row("device_model_version", XlKind.TEXT, "Device-Model Options");
    public static final XlOption<String> DEVICE_MODEL_OVERRIDE =
            row("device_model_override", XlKind.TEXT, "Device-Model Options");
    public static final XlOption<String> STUBDOMAIN_KERNEL =
            row("stubdomain_kernel", XlKind.TEXT, "Device-Model Options");
    public static final XlOption<String> STUBDOMAIN_CMDLINE =
            row("stubdomain_cmdline", XlKind.TEXT, "Device-Model Options");
    public static final XlOption<String> STUBDOMAIN_RAMDISK =
            row("stubdomain_ramdisk", XlKind.TEXT, "Device-Model Options");
    public static final XlOption<Long> STUBDOMAIN_MEMORY =
            row("stubdomain_memory", XlKind.NUMBER, "Device-Model Options");
    public static final XlOption<Boolean> DEVICE_MODEL_STUBDOMAIN_OVERRIDE =
            row("device_model_stubdomain_override", XlKind.BOOL, "Device-Model Options");
    public static final XlOption<String> DEVICE_MODEL_STUBDOMAIN_SECLABEL =
            row("device_model_stubdomain_seclabel", XlKind.TEXT, "Device-Model Options");
    public static final XlOption<List<String>> DEVICE_MODEL_ARGS =
            row("device_model_args", XlKind.TEXTS, "Device-Model Options");
    public static final XlOption<List<String>> DEVICE_MODEL_ARGS_PV =
            row("device_model_args_pv", XlKind.TEXTS, "Device-Model Options");
    public static final XlOption<List<String>> DEVICE_MODEL_ARGS_HVM =
            row("device_model_args_hvm", XlKind.TEXTS, "Device-Model Options");
    public static final XlOption<String> DEVICE_MODEL_USER =
            row("device_model_user", XlKind.TEXT, "Devices");
    public static final XlOption<Boolean> DM_RESTRICT = row("dm_restrict", XlKind.BOOL, "Devices");
    public static final XlOption<List<String>> SMBIOS =
            row("smbios", XlKind.TEXTS, "Processor and Platform Features", new XenRelease(4, 18));
    public static final XlOption<Boolean> HVM_PIRQ =
            row("hvm_pirq", XlKind.BOOL, "Processor and Platform Features", new XenRelease(4, 19));
    public static final XlOption<Long> ALTP2M_COUNT =
            row(
                    "altp2m_count",
                    XlKind.NUMBER,
                    "Processor and Platform Features",
                    new XenRelease(4, 20));
    public static final XlOption<Boolean> XEN_PLATFORM_PCI_BAR_UC =
            row(
                    "xen_platform_pci_bar_uc",
                    XlKind.BOOL,
                    "Support for Paravirtualisation of HVM Guests",
                    new XenRelease(4, 21));

    private XlHvmOptions() {}

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
