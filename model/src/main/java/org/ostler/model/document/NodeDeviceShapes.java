package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Kept;
import org.ostler.model.Shape;
import org.ostler.model.Variants;

import java.util.Map;

/// What a node device can be able to do, capability by capability.
final class NodeDeviceShapes {
    private static final Codec<Long> NUMBER = Codec.bigNumber(0, Long.MAX_VALUE);
    private static final Codec<Long> ANY_NUMBER =
            Codec.bigNumber(Long.MIN_VALUE + 1, Long.MAX_VALUE);
    private static final Codec<Integer> PCI_ID = Codec.hex(4, 0, 0xffff);
    private static final Codec<Integer> CHANNEL_SUBSYSTEM = Codec.hex(1, 0, 0xfe);
    private static final Codec<Integer> SUBCHANNEL_SET = Codec.hex(1, 0, 3);
    private static final Codec<Integer> CHANNEL_DEVICE = Codec.hex(4, 0, 0xffff);
    private static final Codec<String> PATH = Codec.WORD;

    private static final Shape<Part> PCI_ADDRESS =
            PartFields.of("address")
                    .neededAttribute("domain", Codec.hex(4, 0, 0xffff))
                    .neededAttribute("bus", Codec.hex(2, 0, 0xff))
                    .neededAttribute("slot", Codec.hex(2, 0, 0x1f))
                    .neededAttribute("function", Codec.hex(1, 0, 7))
                    .shape();
    private static final Shape<Part> NAMED_ID =
            PartFields.of("product").attribute("id", PCI_ID).content(Codec.TEXT).shape();
    private static final Shape<Part> IOMMU_GROUP =
            PartFields.of("iommuGroup")
                    .neededAttribute("number", NUMBER)
                    .parts("address", PCI_ADDRESS)
                    .shape();
    private static final Shape<Part> CHANNEL_ADDRESS =
            PartFields.of("channel_dev_addr")
                    .neededText("cssid", CHANNEL_SUBSYSTEM)
                    .neededText("ssid", SUBCHANNEL_SET)
                    .neededText("devno", CHANNEL_DEVICE)
                    .shape();
    private static final Shape<Part> MEDIATED_TYPES =
            capability("mdev_types")
                    .parts(
                            "type",
                            PartFields.of("type")
                                    .neededAttribute("id", Codec.WORD)
                                    .text("name", Codec.TEXT)
                                    .neededText("deviceAPI", Codec.TEXT)
                                    .neededText("availableInstances", NUMBER)
                                    .shape())
                    .shape();

    /// Every capability, told apart by its type.
    static final Shape<Part> CAPABILITY =
            Shape.choice(
                    capabilities()
                            .when("system", system())
                            .when("pci", pci())
                            .when("usb_device", usbDevice())
                            .when("usb", usbInterface())
                            .when("net", network())
                            .when("scsi_generic", texts("scsi_generic", Codec.TEXT, "char"))
                            .when("scsi_host", scsiHost())
                            .when("scsi_target", scsiTarget())
                            .when("scsi", scsi())
                            .when("storage", storage())
                            .when("drm", drm())
                            .when("mdev", mediated())
                            .when("ccw", channel("ccw").shape())
                            .when("css", subchannel())
                            .when("vdpa", texts("vdpa", PATH, "chardev"))
                            .when("ap_card", texts("ap_card", Codec.hex(2, 0, 255), "ap-adapter"))
                            .when("ap_queue", apQueue())
                            .when("ap_matrix", apMatrix()));

    private NodeDeviceShapes() {}

    private static Variants<Part> capabilities() {
        return Variants.<Part>by("type").told(part -> part.attribute("type").orElse(""));
    }

    private static PartFields capability(String type) {
        return PartFields.of("capability type='" + type + "'").variant("type");
    }

    private static Shape<Part> texts(String type, Codec<?> codec, String element) {
        return capability(type).neededText(element, codec).shape();
    }

    private static Shape<Part> system() {
        return capability("system")
                .text("product", Codec.TEXT)
                .parts(
                        "hardware",
                        PartFields.of("hardware")
                                .text("vendor", Codec.TEXT)
                                .text("version", Codec.TEXT)
                                .text("serial", Codec.TEXT)
                                .neededText("uuid", Codec.UUID)
                                .shape())
                .parts(
                        "firmware",
                        PartFields.of("firmware")
                                .text("vendor", Codec.TEXT)
                                .text("version", Codec.TEXT)
                                .text("release_date", Codec.TEXT)
                                .shape())
                .shape();
    }

    private static Shape<Part> pci() {
        return capability("pci")
                .text("class", Codec.hex(6, 0, 0xffffff))
                .neededText("domain", NUMBER)
                .neededText("bus", NUMBER)
                .neededText("slot", NUMBER)
                .neededText("function", NUMBER)
                .neededPart("product", NAMED_ID)
                .neededPart("vendor", NAMED_ID)
                .parts("capability", Shape.choice(pciCapabilities()))
                .parts("iommuGroup", IOMMU_GROUP)
                .parts("numa", PartFields.of("numa").attribute("node", ANY_NUMBER).shape())
                .parts(
                        "pci-express",
                        PartFields.of("pci-express").parts("link", expressLink()).shape())
                .shape();
    }

    private static Shape<Part> expressLink() {
        return PartFields.of("link")
                .neededAttribute("validity", Codec.words("cap", "sta"))
                .attribute("port", NUMBER)
                .attribute("speed", Codec.WORD)
                .neededAttribute("width", NUMBER)
                .shape();
    }

    private static Variants<Part> pciCapabilities() {
        return capabilities()
                .when(
                        "phys_function",
                        capability("phys_function").parts("address", PCI_ADDRESS).shape())
                .when(
                        "virt_functions",
                        capability("virt_functions")
                                .attribute("maxCount", NUMBER)
                                .parts("address", PCI_ADDRESS)
                                .shape())
                .when("pci-bridge", capability("pci-bridge").shape())
                .when("cardbus-bridge", capability("cardbus-bridge").shape())
                .when("mdev_types", MEDIATED_TYPES)
                .when("vpd", NodeDeviceVpd.shape(capability("vpd")));
    }

    private static Shape<Part> usbDevice() {
        return capability("usb_device")
                .neededText("bus", NUMBER)
                .neededText("device", NUMBER)
                .neededPart("product", NAMED_ID)
                .neededPart("vendor", NAMED_ID)
                .shape();
    }

    private static Shape<Part> usbInterface() {
        return capability("usb")
                .neededText("number", NUMBER)
                .neededText("class", NUMBER)
                .neededText("subclass", NUMBER)
                .neededText("protocol", NUMBER)
                .text("description", Codec.TEXT)
                .shape();
    }

    private static Shape<Part> network() {
        return capability("net")
                .neededText("interface", Codec.WORD)
                .text("address", DocumentCodecs.MAC_TEXT)
                .parts("link", HostInterfaceShapes.LINK)
                .parts(
                        "feature",
                        PartFields.of("feature").neededAttribute("name", Codec.WORD).shape())
                .parts(
                        "capability",
                        Shape.choice(
                                capabilities()
                                        .when("80203", capability("80203").shape())
                                        .when("80211", capability("80211").shape())))
                .shape();
    }

    private static Shape<Part> scsiHost() {
        return capability("scsi_host")
                .neededText("host", NUMBER)
                .text("unique_id", ANY_NUMBER)
                .parts(
                        "capability",
                        Shape.choice(
                                capabilities()
                                        .when(
                                                "fc_host",
                                                capability("fc_host")
                                                        .neededText("wwnn", DocumentCodecs.WWN)
                                                        .neededText("wwpn", DocumentCodecs.WWN)
                                                        .text("fabric_wwn", DocumentCodecs.WWN)
                                                        .shape())
                                        .when(
                                                "vport_ops",
                                                capability("vport_ops")
                                                        .text("max_vports", NUMBER)
                                                        .text("vports", NUMBER)
                                                        .shape())))
                .shape();
    }

    private static Shape<Part> scsiTarget() {
        return capability("scsi_target")
                .neededText("target", Codec.TEXT)
                .parts(
                        "capability",
                        Shape.choice(
                                capabilities()
                                        .when(
                                                "fc_remote_port",
                                                capability("fc_remote_port")
                                                        .neededText("rport", Codec.TEXT)
                                                        .neededText("wwpn", Codec.WORD)
                                                        .shape())))
                .shape();
    }

    private static Shape<Part> scsi() {
        return capability("scsi")
                .neededText("host", NUMBER)
                .neededText("bus", NUMBER)
                .neededText("target", NUMBER)
                .neededText("lun", NUMBER)
                .text("type", Codec.TEXT)
                .shape();
    }

    private static Shape<Part> storage() {
        Shape<Part> removable =
                capability("removable")
                        .text("media_available", Codec.words("0", "1"))
                        .text("media_size", NUMBER)
                        .text("media_label", Codec.TEXT)
                        .text("logical_block_size", NUMBER)
                        .text("num_blocks", NUMBER)
                        .shape();
        return capability("storage")
                .neededText("block", PATH)
                .text("bus", Codec.TEXT)
                .text("drive_type", Codec.TEXT)
                .text("model", Codec.TEXT)
                .text("vendor", Codec.TEXT)
                .text("serial", Codec.TEXT)
                .text("size", NUMBER)
                .text("logical_block_size", NUMBER)
                .text("num_blocks", NUMBER)
                .parts(
                        "capability",
                        Shape.choice(
                                capabilities()
                                        .when("removable", removable)
                                        .when("hotpluggable", capability("hotpluggable").shape())))
                .shape();
    }

    private static Shape<Part> drm() {
        return capability("drm")
                .neededText("type", Codec.words("primary", "control", "render"))
                .shape();
    }

    private static Shape<Part> mediated() {
        return capability("mdev")
                .neededPart("type", PartFields.of("type").neededAttribute("id", Codec.WORD).shape())
                .text("uuid", Codec.UUID)
                .text("parent_addr", Codec.TEXT)
                .part(
                        "iommuGroup",
                        IOMMU_GROUP,
                        new Part(Map.of("number", "0"), Map.of(), Map.of(), Kept.NONE))
                .parts(
                        "attr",
                        PartFields.of("attr")
                                .neededAttribute("name", Codec.WORD)
                                .neededAttribute("value", Codec.TEXT)
                                .shape())
                .shape();
    }

    private static PartFields channel(String type) {
        return capability(type)
                .neededText("cssid", CHANNEL_SUBSYSTEM)
                .neededText("ssid", SUBCHANNEL_SET)
                .neededText("devno", CHANNEL_DEVICE);
    }

    private static Shape<Part> subchannel() {
        return channel("css")
                .parts("channel_dev_addr", CHANNEL_ADDRESS)
                .parts(
                        "capability",
                        Shape.choice(capabilities().when("mdev_types", MEDIATED_TYPES)))
                .shape();
    }

    private static Shape<Part> apQueue() {
        return capability("ap_queue")
                .neededText("ap-adapter", Codec.hex(2, 0, 255))
                .neededText("ap-domain", Codec.hex(4, 0, 255))
                .shape();
    }

    private static Shape<Part> apMatrix() {
        return capability("ap_matrix")
                .parts(
                        "capability",
                        Shape.choice(capabilities().when("mdev_types", MEDIATED_TYPES)))
                .shape();
    }
}
