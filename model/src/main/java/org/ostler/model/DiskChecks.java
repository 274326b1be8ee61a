package org.ostler.model;

import java.util.List;
import java.util.Optional;

/// What libvirt refuses in disks whatever the hypervisor; found by trying libvirt's test driver.
final class DiskChecks {
    private DiskChecks() {}

    static void check(Disk disk, Place devices, int nth) {
        String problem = problem(disk);
        if (!problem.isEmpty()) {
            throw devices.child("disk", nth).fail(problem, "");
        }
        if (disk.device() == DiskDevice.LUN && !canBeLun(disk.source())) {
            throw devices.child("disk", nth)
                    .fail(
                            SpecException.Kind.UNSUPPORTED,
                            "disk device 'lun' does not go with a source of type '"
                                    + disk.source().type()
                                    + "'",
                            "a block device");
        }
    }

    private static String problem(Disk disk) {
        String dev = disk.target().dev();
        boolean floppy = disk.device() == DiskDevice.FLOPPY;
        boolean fixed = disk.device() == DiskDevice.DISK || disk.device() == DiskDevice.LUN;
        Optional<DiskBus> bus = disk.target().bus();
        if (busOf(dev).isEmpty() && disk.address().isEmpty()) {
            return "unknown disk name '" + dev + "' and no address is given";
        }
        if (bus.isPresent() && floppy != (bus.get() == DiskBus.FDC)) {
            return "bus '"
                    + bus.get().xml()
                    + "' does not go with disk device '"
                    + disk.device().xml()
                    + "'";
        }
        if (floppy && !dev.startsWith("fd")) {
            return "'" + dev + "' is no name for a floppy";
        }
        if (fixed && dev.startsWith("fd")) {
            return "'" + dev + "' is no name for a hard disk";
        }
        if (fixed && disk.source().isEmpty()) {
            return "the source of disk '" + dev + "' is missing";
        }
        return "";
    }

    /// Who the host is to a server is said once, with a secret of the server's kind.
    static void checkLogin(XmlElement element, Place devices) {
        Optional<XmlElement> source = element.child("source");
        Optional<XmlElement> outer = element.child("auth");
        Optional<XmlElement> inner = source.flatMap(said -> said.child("auth"));
        if (outer.isEmpty() && inner.isEmpty()) {
            return;
        }
        Place disk = devices.inside(element);
        if (outer.isPresent() && inner.isPresent()) {
            throw disk.fail(
                    SpecException.Kind.UNSUPPORTED,
                    "element 'auth' is in the disk as well as in its source",
                    "one of the two");
        }
        String expected =
                switch (source.flatMap(said -> said.attribute("protocol")).orElse("")) {
                    case "rbd" -> "ceph";
                    case "iscsi" -> "iscsi";
                    default -> "";
                };
        String type =
                outer.or(() -> inner)
                        .flatMap(auth -> auth.child("secret"))
                        .flatMap(secret -> secret.attribute("type"))
                        .orElse("");
        if (!expected.isEmpty() && !type.isEmpty() && !type.equals(expected)) {
            throw disk.fail(
                    SpecException.Kind.UNSUPPORTED,
                    "a secret of type '" + type + "' does not open this source",
                    "type='" + expected + "'");
        }
    }

    private static boolean canBeLun(DiskSource source) {
        return switch (source) {
            case DiskSource.Block block -> true;
            case DiskSource.Volume volume -> true;
            case DiskSource.Network network -> network.protocol().orElse("").equals("iscsi");
            case DiskSource.File file -> false;
            case DiskSource.Dir dir -> false;
            case DiskSource.Untyped untyped -> false;
        };
    }

    /// The bus that a disk's name stands for: `vda` is on virtio; the name must go on with a
    /// letter.
    static Optional<DiskBus> busOf(String dev) {
        for (Prefix prefix : PREFIXES) {
            int length = prefix.text.length();
            if (dev.startsWith(prefix.text) && dev.length() > length && isLetters(dev, length)) {
                return Optional.of(prefix.bus);
            }
        }
        return Optional.empty();
    }

    /// Letters, then possibly the number of a partition.
    private static boolean isLetters(String dev, int from) {
        int at = from;
        while (at < dev.length() && dev.charAt(at) >= 'a' && dev.charAt(at) <= 'z') {
            at++;
        }
        int letters = at - from;
        while (at < dev.length() && dev.charAt(at) >= '0' && dev.charAt(at) <= '9') {
            at++;
        }
        return letters > 0 && at == dev.length();
    }

    private record Prefix(String text, DiskBus bus) {}

    private static final List<Prefix> PREFIXES =
            List.of(
                    new Prefix("fd", DiskBus.FDC),
                    new Prefix("hd", DiskBus.IDE),
                    new Prefix("sd", DiskBus.SCSI),
                    new Prefix("vd", DiskBus.VIRTIO),
                    new Prefix("xvd", DiskBus.XEN),
                    new Prefix("ubd", DiskBus.UML));
}
