package org.ostler.model;

import java.util.Optional;

/// What follows from what is said of a disk.
final class DiskRules {
    private DiskRules() {}

    static Disk complete(Disk disk) {
        Disk readable = disk.device() == DiskDevice.CDROM ? disk.withReadonly(true) : disk;
        DiskTarget target = readable.target();
        return target.bus().isPresent() ? readable : readable.withTarget(target.withBus(bus(disk)));
    }

    /// A floppy is on the floppy controller; a name like `fda` for anything else means IDE.
    private static Optional<DiskBus> bus(Disk disk) {
        if (disk.device() == DiskDevice.FLOPPY) {
            return Optional.of(DiskBus.FDC);
        }
        Optional<DiskBus> named = DiskChecks.busOf(disk.target().dev());
        return named.equals(Optional.of(DiskBus.FDC)) ? Optional.of(DiskBus.IDE) : named;
    }

    /// Whether any device says when it boots.
    static boolean hasBootOrder(Devices devices) {
        return devices.disks().stream().anyMatch(disk -> disk.bootOrder().isPresent())
                || devices.interfaces().stream().anyMatch(card -> card.bootOrder().isPresent())
                || hasBoot(devices, "hostdev")
                || hasBoot(devices, "redirdev");
    }

    private static boolean hasBoot(Devices devices, String kind) {
        return devices.kept().elements(kind).stream()
                .anyMatch(element -> element.child("boot").isPresent());
    }
}
