package org.ostler.driver.qemu;

import org.ostler.model.Address;
import org.ostler.model.Controller;
import org.ostler.model.ControllerType;
import org.ostler.model.Device;
import org.ostler.model.Devices;
import org.ostler.model.Disk;
import org.ostler.model.DiskBus;
import org.ostler.model.DomainSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/// Names the devices of a guest that is to run: the ids that QEMU knows them by, with which clients
/// ask for them. Names that the user gave (`ua-…`) stay.
final class Aliases {
    private Aliases() {}

    static DomainSpec assign(DomainSpec spec) {
        Devices d = spec.devices();
        List<Controller> controllers = d.controllers();
        return spec.withDevices(
                d.withControllers(
                                all(
                                        controllers,
                                        i -> controller(controllers.get(i)),
                                        Controller::withAlias))
                        .withDisks(all(d.disks(), i -> disk(d.disks().get(i), d), Disk::withAlias))
                        .withInterfaces(
                                all(d.interfaces(), i -> "net" + i, (n, a) -> n.withAlias(a)))
                        .withSerials(all(d.serials(), i -> "serial" + i, (s, a) -> s.withAlias(a)))
                        .withParallels(
                                all(d.parallels(), i -> "parallel" + i, (p, a) -> p.withAlias(a)))
                        .withConsoles(
                                all(
                                        d.consoles(),
                                        i ->
                                                d.consoles()
                                                                .get(i)
                                                                .targetType()
                                                                .equals(Optional.of("serial"))
                                                        ? "serial" + i
                                                        : "console" + i,
                                        (c, a) -> c.withAlias(a)))
                        .withChannels(
                                all(d.channels(), i -> "channel" + i, (c, a) -> c.withAlias(a)))
                        .withInputs(all(d.inputs(), i -> "input" + i, (c, a) -> c.withAlias(a)))
                        .withVideos(all(d.videos(), i -> "video" + i, (c, a) -> c.withAlias(a)))
                        .withWatchdogs(
                                all(d.watchdogs(), i -> "watchdog" + i, (c, a) -> c.withAlias(a)))
                        .withRngs(all(d.rngs(), i -> "rng" + i, (c, a) -> c.withAlias(a)))
                        .withMemBalloon(
                                d.memBalloon()
                                        .map(
                                                b ->
                                                        b.alias().isPresent()
                                                                        || b.model().equals("none")
                                                                ? b
                                                                : b.withAlias(
                                                                        Optional.of("balloon0")))));
    }

    private static <T extends Device> List<T> all(
            List<T> devices, IntFunction<String> name, BiFunction<T, Optional<String>, T> set) {
        List<T> named = new ArrayList<>(devices.size());
        for (int i = 0; i < devices.size(); i++) {
            T device = devices.get(i);
            named.add(
                    device.alias().isPresent()
                            ? device
                            : set.apply(device, Optional.of(name.apply(i))));
        }
        return named;
    }

    private static String controller(Controller c) {
        int index = c.index().orElse(0);
        return switch (c.type()) {
            case USB -> usb(index);
            case PCI -> c.model().orElse("").equals("pcie-root") ? "pcie.0" : "pci." + index;
            case IDE -> index == 0 ? "ide" : "ide" + index;
            case SATA -> c.index().orElse(0) == 0 && onBoard(c) ? "ide" : "sata" + index;
            case FDC -> "fdc" + index;
            case SCSI -> "scsi" + index;
            case VIRTIO_SERIAL -> "virtio-serial" + index;
            case CCID -> "ccid" + index;
            case XENBUS -> "xenbus" + index;
            case ISA -> "isa" + index;
        };
    }

    /// Whether a SATA controller is the one of a Q35's chip set, which QEMU itself names.
    static boolean onBoard(Controller c) {
        return c.type() == ControllerType.SATA
                && c.address().orElse(null) instanceof Address.Pci a
                && a.bus() == 0
                && a.slot() == 0x1f;
    }

    static String usb(int index) {
        return index == 0 ? "usb" : "usb" + index;
    }

    private static String disk(Disk disk, Devices devices) {
        String unit = "";
        if (disk.address().orElse(null) instanceof Address.Drive a) {
            boolean lun = DiskArguments.hasTargets(devices, a.controller()) && isScsi(disk);
            unit = a.controller() + "-" + a.bus() + (lun ? "-" + a.target() : "") + "-" + a.unit();
        }
        int number = DiskNames.index(disk.target().dev());
        return switch (disk.target().bus().orElseThrow()) {
            case VIRTIO -> "virtio-disk" + number;
            case USB -> "usb-disk" + number;
            case IDE -> "ide" + unit;
            case SATA -> "sata" + unit;
            case SCSI -> "scsi" + unit;
            case FDC -> "fdc" + unit;
            case XEN, UML, SD -> "disk" + number;
        };
    }

    private static boolean isScsi(Disk disk) {
        return disk.target().bus().orElseThrow() == DiskBus.SCSI;
    }
}
