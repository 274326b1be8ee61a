package org.ostler.driver.qemu;

import org.ostler.model.Address;
import org.ostler.model.Controller;
import org.ostler.model.ControllerType;
import org.ostler.model.Disk;
import org.ostler.model.DiskBus;
import org.ostler.model.DiskDevice;
import org.ostler.model.DiskDriver;
import org.ostler.model.DiskSource;
import org.ostler.model.DiskTarget;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Settles each disk: image format, bus, read-only media, and its unit on a controller.
final class DiskDefaults {
    private final Draft draft;

    DiskDefaults(Draft draft) {
        this.draft = draft;
    }

    void apply() {
        draft.changeDevices(d -> d.withDisks(Draft.each(d.disks(), "disk", this::settle)));
        draft.changeDevices(d -> d.withDisks(Draft.each(d.disks(), "disk", this::place)));
        refuseSameUnits();
    }

    private Disk settle(Disk disk, String path) {
        check(disk);
        return readonlyMedium(withBus(withDriver(disk, path), path));
    }

    private static void check(Disk disk) {
        String dev = disk.target().dev();
        if (DiskNames.index(dev) < 0) {
            throw Refusals.xml("Unknown disk name '" + dev + "' and no address specified");
        }
        if (disk.device() == DiskDevice.LUN
                && !(disk.source() instanceof DiskSource.Block)
                && !(disk.source() instanceof DiskSource.Network)) {
            throw Refusals.unsupported(
                    "disk device='lun' is only valid for block type disk source");
        }
    }

    private Disk withDriver(Disk disk, String path) {
        DiskDriver driver = disk.driver().orElseGet(() -> DiskDriver.of("qemu", "raw"));
        String name = driver.name().orElse("qemu");
        if (!name.equals("qemu")) {
            throw Refusals.unsupported(
                    "unsupported driver name '"
                            + name
                            + "' for disk '"
                            + disk.target().dev()
                            + "'");
        }
        if (driver.io().equals(Optional.of("native"))
                && !List.of("none", "directsync").contains(driver.cache().orElse(""))) {
            throw Refusals.unsupported(
                    "native I/O needs either no disk cache or directsync cache mode, QEMU will"
                            + " fallback to aio=threads");
        }
        if (disk.driver().flatMap(DiskDriver::format).isEmpty()) {
            draft.chose(path + "/driver/@type", "raw", "an image's content is never guessed at");
        }
        DiskDriver filled =
                driver.withName(Optional.of(name))
                        .withFormat(Optional.of(driver.format().orElse("raw")));
        return disk.withDriver(Optional.of(filled));
    }

    private Disk withBus(Disk disk, String path) {
        DiskTarget t = disk.target();
        DiskBus bus = t.bus().orElseGet(() -> DiskNames.impliedBus(t.dev(), disk.device()));
        if (t.bus().isEmpty()) {
            draft.chose(path + "/target/@bus", bus.xml(), "follows from the name " + t.dev());
        }
        switch (bus) {
            case VIRTIO, SCSI, SATA, USB, FDC -> {}
            case IDE -> {
                if (disk.readonly() && disk.device() == DiskDevice.DISK) {
                    throw Refusals.unsupported("readonly ide disks are not supported");
                }
                if (PciModel.isPcie(draft.spec())) {
                    throw Refusals.unsupported(
                            "IDE controllers are unsupported for this QEMU binary or machine type");
                }
            }
            case XEN, UML, SD ->
                    throw Refusals.unsupported(
                            "disk bus '"
                                    + bus.xml()
                                    + "' of '"
                                    + t.dev()
                                    + "' is not supported by this driver");
        }
        return disk.withTarget(
                new DiskTarget(t.dev(), Optional.of(bus), t.tray(), t.removable(), t.kept()));
    }

    private static Disk readonlyMedium(Disk disk) {
        return disk.device() == DiskDevice.CDROM ? disk.withReadonly(true) : disk;
    }

    private Disk place(Disk disk, String path) {
        if (disk.address().isPresent()) {
            return disk;
        }
        int n = DiskNames.index(disk.target().dev());
        Optional<Address.Drive> address =
                switch (disk.target().bus().orElseThrow()) {
                    case IDE -> Optional.of(new Address.Drive(n / 4, n / 2 % 2, 0, n % 2));
                    case SATA -> Optional.of(new Address.Drive(n / 6, 0, 0, n % 6));
                    case FDC -> Optional.of(new Address.Drive(n / 2, 0, 0, n % 2));
                    // Seven units: the host is the eighth on the narrow buses of old.
                    case SCSI -> Optional.of(new Address.Drive(n / 7, 0, 0, n % 7));
                    case VIRTIO, USB, XEN, UML, SD -> Optional.empty();
                };
        if (address.isEmpty()) {
            return disk;
        }
        Address.Drive a = address.get();
        draft.chose(path + "/address", spell(a), "the place of " + disk.target().dev());
        return disk.withAddress(Optional.of(a));
    }

    private static String spell(Address.Drive a) {
        return a.controller() + ":" + a.bus() + ":" + a.target() + ":" + a.unit();
    }

    private void refuseSameUnits() {
        Map<String, String> taken = new HashMap<>();
        for (Disk disk : draft.devices().disks()) {
            if (disk.address().orElse(null) instanceof Address.Drive d) {
                String bus = disk.target().bus().map(DiskBus::xml).orElse("");
                String unit = bus + " " + spell(d);
                String other = taken.put(unit, disk.target().dev());
                if (other != null) {
                    throw Refusals.xml(
                            "disks '"
                                    + other
                                    + "' and '"
                                    + disk.target().dev()
                                    + "' have the same address "
                                    + unit);
                }
            }
        }
    }

    /// The controllers, by type, that disks sit on.
    static List<Controller> implied(List<Disk> disks) {
        List<Controller> needed = new ArrayList<>();
        for (Disk disk : disks) {
            if (!(disk.address().orElse(null) instanceof Address.Drive d)) {
                continue;
            }
            Optional<ControllerType> type =
                    switch (disk.target().bus().orElseThrow()) {
                        case IDE -> Optional.of(ControllerType.IDE);
                        case SATA -> Optional.of(ControllerType.SATA);
                        case FDC -> Optional.of(ControllerType.FDC);
                        case SCSI -> Optional.of(ControllerType.SCSI);
                        case VIRTIO, USB, XEN, UML, SD -> Optional.empty();
                    };
            type.ifPresent(t -> needed.add(Controller.of(t, d.controller(), Optional.empty())));
        }
        return needed;
    }
}
