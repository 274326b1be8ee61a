package org.ostler.model;

/// A class of devices to boot from.
public enum BootDevice implements Spelled {
    FLOPPY("fd"),
    HARD_DISK("hd"),
    CDROM("cdrom"),
    NETWORK("network");

    static final Codec<BootDevice> CODEC = Codec.of(values());

    private final String xml;

    BootDevice(String xml) {
        this.xml = xml;
    }

    @Override
    public String xml() {
        return xml;
    }
}
