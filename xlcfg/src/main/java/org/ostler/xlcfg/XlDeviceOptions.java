package org.ostler.xlcfg;

import java.util.ArrayList;
import java.util.List;

/// The options that list devices.
///
/// One row per option: its name, what its value is, and the section of xl.cfg(5) that describes it.
public final class XlDeviceOptions {
    private static final String REFERENCE = "xl.cfg(5), ";
    private static final List<XlOption<?>> ALL = new ArrayList<>();

    public static final XlOption<List<DiskSpec>> DISK = row("disk", DiskSpec.KIND, "Devices");
    public static final XlOption<List<NicSpec>> VIF = row("vif", NicSpec.SHAPE.list(), "Devices");
    public static final XlOption<List<NicSpec>> VIF2 = row("vif2", NicSpec.SHAPE.list(), "Devices");
    public static final XlOption<List<VtpmSpec>> VTPM =
            row("vtpm", VtpmSpec.SHAPE.list(), "Devices");
    public static final XlOption<List<P9Spec>> P9 = row("p9", P9Spec.SHAPE.list(), "Devices");
    public static final XlOption<List<PvcallsSpec>> PVCALLS =
            row("pvcalls", PvcallsSpec.SHAPE.list(), "Devices");
    public static final XlOption<List<VfbSpec>> VFB = row("vfb", VfbSpec.SHAPE.list(), "Devices");
    public static final XlOption<List<ChannelSpec>> CHANNEL =
            row("channel", ChannelSpec.SHAPE.list(), "Devices");
    public static final XlOption<RdmSpec> RDM = row("rdm", RdmSpec.SHAPE.kind(), "Devices");
    public static final XlOption<List<UsbControllerSpec>> USBCTRL =
            row("usbctrl", UsbControllerSpec.SHAPE.list(), "Devices");
    public static final XlOption<List<UsbDeviceSpec>> USBDEV =
            row("usbdev", UsbDeviceSpec.SHAPE.list(), "Devices");
    public static final XlOption<List<PciSpec>> PCI = row("pci", PciSpec.KIND, "Devices");
    public static final XlOption<Boolean> PCI_PERMISSIVE =
            row("pci_permissive", XlKind.BOOL, "Devices");
    public static final XlOption<Boolean> PCI_MSITRANSLATE =
            row("pci_msitranslate", XlKind.BOOL, "Devices");
    public static final XlOption<Boolean> PCI_SEIZE = row("pci_seize", XlKind.BOOL, "Devices");
    public static final XlOption<Boolean> PCI_POWER_MGMT =
            row("pci_power_mgmt", XlKind.BOOL, "Devices");
    public static final XlOption<String> GFX_PASSTHRU = row("gfx_passthru", XlKind.TEXT, "Devices");
    public static final XlOption<Long> RDM_MEM_BOUNDARY =
            row("rdm_mem_boundary", XlKind.NUMBER, "Devices");
    public static final XlOption<List<String>> DTDEV = row("dtdev", XlKind.TEXTS, "Devices");
    public static final XlOption<List<String>> IOPORTS = row("ioports", XlKind.TEXTS, "Devices");
    public static final XlOption<List<String>> IOMEM = row("iomem", XlKind.TEXTS, "Devices");
    public static final XlOption<List<Long>> IRQS =
            row("irqs", XlKind.list("a list of numbers", XlKind.DECIMAL), "Devices");
    public static final XlOption<List<VdisplSpec>> VDISPL =
            row("vdispl", VdisplSpec.SHAPE.list(), "Devices");
    public static final XlOption<List<List<String>>> VSND =
            row("vsnd", XlKind.list("a list of lists of strings", XlKind.TEXTS), "Devices");
    public static final XlOption<List<VkbSpec>> VKB = row("vkb", VkbSpec.SHAPE.list(), "Devices");
    public static final XlOption<List<VirtioSpec>> VIRTIO =
            row("virtio", VirtioSpec.SHAPE.list(), "Devices", new XenRelease(4, 18));

    private XlDeviceOptions() {}

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
