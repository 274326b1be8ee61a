package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.List;

/// Formats of images that QEMU does not read, does not share or does not decrypt.
final class DiskFormatRules {
    private static final List<String> SHARED = List.of("", "raw");
    private static final List<String> ENCRYPTED = List.of("", "raw", "qcow2");

    private DiskFormatRules() {}

    static void check(Guest guest) {
        for (Place disk : guest.devices("disk")) {
            String format = DiskWords.driver(disk, "type");
            checkKnown(disk, format);
            boolean shared = disk.element().child("shareable").isPresent();
            Said.require(
                    !shared || SHARED.contains(format) || DiskWords.isReadOnly(disk),
                    disk.child("shareable"),
                    "an image of format '" + format + "' cannot be written by several guests",
                    "format 'raw'");
            checkEncryption(disk, format);
        }
    }

    private static void checkKnown(Place disk, String format) {
        Place driver = disk.child("driver");
        boolean folder = Said.is(disk, "type", "dir");
        boolean read =
                switch (format) {
                    case "cow", "iso", "dir", "none", "auto", "luks" -> false;
                    case "fat" -> folder || !Said.is(disk, "type", "file");
                    default -> true;
                };
        Said.require(
                read,
                driver,
                "QEMU reads no image of format '" + format + "'",
                "a format of QEMU's such as 'raw' or 'qcow2'");
        Said.require(
                !folder || format.equals("fat"),
                driver,
                "a directory is shown as a disk of format '" + format + "'",
                "format 'fat'");
        boolean floppy = DiskWords.isDevice(disk, "floppy");
        Said.require(
                !folder || DiskWords.isReadOnly(disk) || floppy,
                disk,
                "a directory that is shown as a disk is written to",
                "an element 'readonly'");
    }

    private static void checkEncryption(Place disk, String format) {
        boolean inner = Said.first(disk, "source", "encryption").isPresent();
        boolean outer = disk.element().child("encryption").isPresent();
        if (!inner && !outer) {
            return;
        }
        Place encryption =
                outer ? disk.child("encryption") : disk.child("source").child("encryption");
        Said.require(
                !(inner && outer),
                encryption,
                "the encryption is said twice",
                "an element 'encryption' in element 'source' alone");
        Said.require(
                ENCRYPTED.contains(format),
                encryption,
                "an image of format '" + format + "' cannot be encrypted",
                "format 'raw' or 'qcow2'");
        Said.require(
                !List.of("qcow", "default").contains(Said.attribute(encryption, "format")),
                encryption,
                "the old encryption of qcow is no longer read",
                "format='luks'");
    }
}
