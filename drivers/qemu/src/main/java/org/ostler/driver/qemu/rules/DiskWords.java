package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

/// What a disk says of itself, with what follows where it does not say it. Pure.
final class DiskWords {
    private DiskWords() {}

    /// The bus that is said, or that the name stands for.
    static String bus(Place disk) {
        String said = Said.attribute(disk, "bus", "target");
        if (!said.isEmpty()) {
            return said;
        }
        String name = name(disk);
        if (name.startsWith("hd")) {
            return "ide";
        }
        if (name.startsWith("sd")) {
            return "scsi";
        }
        if (name.startsWith("fd")) {
            return "fdc";
        }
        return name.startsWith("xvd") ? "xen" : "virtio";
    }

    static String name(Place disk) {
        return Said.attribute(disk, "dev", "target");
    }

    static boolean isDevice(Place disk, String device) {
        String said = Said.attribute(disk, "device");
        return (said.isEmpty() ? "disk" : said).equals(device);
    }

    static boolean isReadOnly(Place disk) {
        return disk.element().child("readonly").isPresent();
    }

    /// An attribute of its element `driver`.
    static String driver(Place disk, String attribute) {
        return Said.attribute(disk, attribute, "driver");
    }
}
