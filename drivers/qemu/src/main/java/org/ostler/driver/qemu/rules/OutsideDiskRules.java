package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.List;

/// Disks that another process serves, of NVMe, and what is said of booting from a disk.
final class OutsideDiskRules {
    private static final List<String> NOT_OF_SERVED =
            List.of(
                    "readonly",
                    "shareable",
                    "transient",
                    "serial",
                    "wwn",
                    "iotune",
                    "blockio",
                    "geometry",
                    "auth");

    private static final List<String> DRIVER_NOT_OF_SERVED =
            List.of(
                    "cache",
                    "io",
                    "discard",
                    "error_policy",
                    "rerror_policy",
                    "detect_zeroes",
                    "copy_on_read",
                    "iothread");

    private OutsideDiskRules() {}

    static void check(Guest guest) {
        for (Place disk : guest.devices("disk")) {
            switch (Said.attribute(disk, "type")) {
                case "vhostuser" -> checkServed(disk, guest);
                case "nvme" -> checkNvme(disk);
                default -> {}
            }
            Said.first(disk, "boot").ifPresent(OutsideDiskRules::checkBoot);
        }
    }

    private static void checkServed(Place disk, Guest guest) {
        Said.require(
                guest.sharesMemory(),
                disk,
                "the process that serves the disk needs the guest's memory to be shared",
                "an element 'access' with mode='shared' in element 'memoryBacking'");
        Said.require(
                DiskWords.bus(disk).equals("virtio") && DiskWords.isDevice(disk, "disk"),
                disk,
                "a disk that another process serves is no disk on bus 'virtio'",
                "device='disk' and bus='virtio'");
        String snapshot = Said.attribute(disk, "snapshot");
        Said.require(
                snapshot.isEmpty() || snapshot.equals("no"),
                disk,
                "a disk that another process serves has snapshots",
                "snapshot='no'");
        for (String name : NOT_OF_SERVED) {
            Said.require(
                    disk.element().child(name).isEmpty(),
                    disk,
                    "element '" + name + "' is said of a disk that another process serves",
                    "no such element");
        }
        for (String name : DRIVER_NOT_OF_SERVED) {
            Said.require(
                    DiskWords.driver(disk, name).isEmpty(),
                    disk.child("driver"),
                    "attribute '" + name + "' is said of a disk that another process serves",
                    "no such attribute");
        }
    }

    private static void checkNvme(Place disk) {
        Place source = disk.child("source");
        String namespace = Said.attribute(source, "namespace");
        if (Said.number(namespace) < 1) {
            throw source.fail("the namespace of the disk is '" + namespace + "'", "at least 1");
        }
        if (!Said.is(source, "type", "pci")) {
            throw source.fail("the NVMe disk is not on PCI", "type='pci'");
        }
    }

    private static void checkBoot(Place boot) {
        String parameter = Said.attribute(boot, "loadparm");
        if (Said.has(boot, "loadparm") && !parameter.matches("[a-zA-Z0-9. ]{1,8}")) {
            throw boot.fail(
                    "attribute 'loadparm' is '" + parameter + "'",
                    "one to eight letters, digits, dots and blanks");
        }
    }
}
