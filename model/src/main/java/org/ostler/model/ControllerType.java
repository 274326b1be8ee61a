package org.ostler.model;

/// The bus that a controller drives.
public enum ControllerType implements Spelled {
    IDE("ide"),
    FDC("fdc"),
    SCSI("scsi"),
    SATA("sata"),
    VIRTIO_SERIAL("virtio-serial"),
    CCID("ccid"),
    USB("usb"),
    PCI("pci"),
    XENBUS("xenbus"),
    ISA("isa");

    static final Codec<ControllerType> CODEC = Codec.of(values());

    private final String xml;

    ControllerType(String xml) {
        this.xml = xml;
    }

    @Override
    public String xml() {
        return xml;
    }
}
