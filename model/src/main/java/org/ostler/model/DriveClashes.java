package org.ostler.model;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Disks and lent SCSI devices at one place of a bus, and disks with an address of another bus's
/// kind; what libvirt refuses was found by trying its test driver.
final class DriveClashes {
    private DriveClashes() {}

    private record Slot(DiskBus bus, int controller, int channel, int target, int unit) {
        static Slot of(DiskBus bus, Address.Drive drive) {
            return new Slot(bus, drive.controller(), drive.bus(), drive.target(), drive.unit());
        }
    }

    static void check(Devices devices, Place place) {
        Map<Slot, String> taken = new HashMap<>();
        List<Disk> disks = devices.disks();
        for (int i = 0; i < disks.size(); i++) {
            Disk disk = disks.get(i);
            DiskBus bus =
                    disk.target()
                            .bus()
                            .or(() -> DiskChecks.busOf(disk.target().dev()))
                            .orElse(DiskBus.VIRTIO);
            if (!isDrive(bus)) {
                continue;
            }
            Slot slot = slot(disk, bus, place, i);
            String other = slot == null ? null : taken.put(slot, disk.target().dev());
            if (other != null) {
                throw clash(place.child("disk", i), "disk '" + other + "'");
            }
        }
        checkLent(taken, place);
    }

    private static boolean isDrive(DiskBus bus) {
        return bus == DiskBus.IDE
                || bus == DiskBus.SATA
                || bus == DiskBus.SCSI
                || bus == DiskBus.FDC;
    }

    /// The place that is said, or that follows from a name among the first of its bus.
    private static @Nullable Slot slot(Disk disk, DiskBus bus, Place place, int nth) {
        Optional<Address> said = disk.address();
        if (said.isPresent() && said.get() instanceof Address.Drive drive) {
            return Slot.of(bus, drive);
        }
        if (said.isPresent() && said.get() instanceof Address.Pci) {
            throw place.child("disk", nth)
                    .fail(
                            SpecException.Kind.UNSUPPORTED,
                            "an address of type 'pci' does not go with bus '" + bus.xml() + "'",
                            "an address of type 'drive'");
        }
        String dev = disk.target().dev();
        int letter = dev.isEmpty() ? -1 : dev.charAt(dev.length() - 1) - 'a';
        if (said.isPresent() || dev.length() != 3 || letter < 0 || letter >= 6) {
            return null;
        }
        return switch (bus) {
            case SATA, SCSI -> new Slot(bus, 0, 0, 0, letter);
            case IDE -> letter < 4 ? new Slot(bus, 0, letter / 2, 0, letter % 2) : null;
            case FDC -> letter < 2 ? new Slot(bus, 0, 0, 0, letter) : null;
            case VIRTIO, XEN, USB, UML, SD -> null;
        };
    }

    private static void checkLent(Map<Slot, String> taken, Place devices) {
        for (XmlNode node : devices.element().children()) {
            if (!(node instanceof XmlElement device)
                    || !device.name().equals("hostdev")
                    || !device.attribute("type").orElse("").equals("scsi")) {
                continue;
            }
            XmlElement address = device.child("address").orElse(null);
            if (address == null || !address.attribute("type").orElse("").equals("drive")) {
                continue;
            }
            Slot slot =
                    new Slot(
                            DiskBus.SCSI,
                            number(address, "controller"),
                            number(address, "bus"),
                            number(address, "target"),
                            number(address, "unit"));
            String other = taken.put(slot, "");
            if (other != null) {
                throw clash(
                        devices.inside(device),
                        other.isEmpty() ? "a lent device" : "disk '" + other + "'");
            }
        }
    }

    private static int number(XmlElement address, String attribute) {
        return (int) Numbers.parse(address.attribute(attribute).orElse("0"));
    }

    private static SpecException clash(Place place, String other) {
        return place.fail(
                SpecException.Kind.UNSUPPORTED,
                "its place on the bus is taken by " + other,
                "an address of its own");
    }
}
