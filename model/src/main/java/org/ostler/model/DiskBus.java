package org.ostler.model;

/// The bus a disk sits on.
public enum DiskBus implements Spelled {
    IDE("ide"),
    FDC("fdc"),
    SCSI("scsi"),
    VIRTIO("virtio"),
    XEN("xen"),
    USB("usb"),
    UML("uml"),
    SATA("sata"),
    SD("sd");

    static final Codec<DiskBus> CODEC = Codec.of(values());

    private final String xml;

    DiskBus(String xml) {
        this.xml = xml;
    }

    @Override
    public String xml() {
        return xml;
    }
}
