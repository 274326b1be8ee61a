package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What only disks on some buses can have.
final class DiskBusRules {
    private DiskBusRules() {}

    static void check(Guest guest) {
        Set<Long> threads = threads(guest);
        for (Place disk : guest.devices("disk")) {
            String bus = DiskWords.bus(disk);
            checkIdentity(disk, bus);
            checkVirtio(disk, bus, threads);
            checkKind(disk, bus);
        }
    }

    private static void checkIdentity(Place disk, String bus) {
        for (String name : List.of("vendor", "product")) {
            boolean said = disk.element().child(name).isPresent();
            Said.require(
                    !said || bus.equals("scsi"),
                    disk.child(name),
                    "a disk on bus '" + bus + "' tells no " + name,
                    "bus='scsi'");
        }
        Said.require(
                disk.element().child("wwn").isEmpty() || bus.equals("scsi") || bus.equals("ide"),
                disk.child("wwn"),
                "a disk on bus '" + bus + "' has no world wide name",
                "bus 'scsi' or 'ide'");
        Said.require(
                disk.element().child("geometry").isEmpty() || !bus.equals("usb"),
                disk.child("geometry"),
                "a disk on bus 'usb' has no geometry",
                "no element 'geometry'");
    }

    private static void checkVirtio(Place disk, String bus, Set<Long> threads) {
        if (!bus.equals("virtio")) {
            for (String option :
                    List.of(
                            "queues",
                            "queue_size",
                            "iothread",
                            "event_idx",
                            "ioeventfd",
                            "iommu")) {
                Said.require(
                        DiskWords.driver(disk, option).isEmpty(),
                        disk.child("driver"),
                        "a disk on bus '" + bus + "' has no '" + option + "'",
                        "bus='virtio'");
            }
            Said.require(
                    !Said.attribute(disk, "model").startsWith("virtio"),
                    disk,
                    "a disk on bus '"
                            + bus
                            + "' is of model '"
                            + Said.attribute(disk, "model")
                            + "'",
                    "bus='virtio'");
        }
        String thread = DiskWords.driver(disk, "iothread");
        Said.require(
                thread.isEmpty() || threads.contains(Said.number(thread)),
                disk.child("driver"),
                "there is no thread " + thread + " of input and output",
                "one that 'iothreads' or 'iothreadids' make");
    }

    private static void checkKind(Place disk, String bus) {
        boolean fixed = DiskWords.isDevice(disk, "disk");
        Said.require(
                !(fixed && DiskWords.isReadOnly(disk)) || !List.of("ide", "sata").contains(bus),
                disk.child("readonly"),
                "a disk on bus '" + bus + "' is always writable",
                "another bus, device='cdrom', or no element 'readonly'");
        Said.require(
                !DiskWords.isDevice(disk, "lun") || List.of("scsi", "virtio").contains(bus),
                disk,
                "a device 'lun' is on bus '" + bus + "'",
                "bus 'scsi' or 'virtio'");
        Said.require(
                !DiskWords.isDevice(disk, "cdrom") || !bus.equals("virtio"),
                disk,
                "a disk on bus 'virtio' cannot be ejected",
                "another bus for device 'cdrom'");
    }

    /// The threads of input and output that there are: as many as are counted, and those that are
    /// listed.
    static Set<Long> threads(Guest guest) {
        Set<Long> threads = new HashSet<>();
        for (Place ids : guest.domain().children("iothreadids")) {
            ids.children("iothread")
                    .forEach(t -> threads.add(Said.number(Said.attribute(t, "id"))));
        }
        // Those that are not listed get the lowest numbers that are free.
        long count = Math.min(Said.number(Said.text(guest.domain(), "iothreads")), 10_000);
        for (long id = 1; threads.size() < count; id++) {
            threads.add(id);
        }
        return threads;
    }
}
