package org.ostler.model;

/// What a disk looks like to the guest.
public enum DiskDevice implements Spelled {
    DISK("disk"),
    CDROM("cdrom"),
    FLOPPY("floppy"),
    LUN("lun");

    static final Codec<DiskDevice> CODEC = Codec.of(values());

    private final String xml;

    DiskDevice(String xml) {
        this.xml = xml;
    }

    @Override
    public String xml() {
        return xml;
    }
}
