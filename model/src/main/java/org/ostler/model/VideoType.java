package org.ostler.model;

/// The kind of a video device.
public enum VideoType implements Spelled {
    VGA("vga"),
    CIRRUS("cirrus"),
    VMVGA("vmvga"),
    XEN("xen"),
    VBOX("vbox"),
    QXL("qxl"),
    PARALLELS("parallels"),
    VIRTIO("virtio"),
    GOP("gop"),
    NONE("none"),
    BOCHS("bochs"),
    RAMFB("ramfb"),
    DEFAULT("default");

    static final Codec<VideoType> CODEC = Codec.of(values());

    private final String xml;

    VideoType(String xml) {
        this.xml = xml;
    }

    @Override
    public String xml() {
        return xml;
    }
}
