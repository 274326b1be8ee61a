package org.ostler.driver.qemu;

import org.ostler.api.Plan;
import org.ostler.model.Address;
import org.ostler.model.Controller;
import org.ostler.model.ControllerType;
import org.ostler.model.Devices;
import org.ostler.model.Disk;
import org.ostler.model.DiskBus;
import org.ostler.model.DiskDevice;
import org.ostler.model.DiskDriver;
import org.ostler.model.DiskSource;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Disks: for each a storage node, a format node upon it, and the device that shows it to the
/// guest.
///
/// Nodes are named after the target (`vda-storage`, `vda-format`), so that block jobs and hot-plug
/// find them again. An image's backing files are opened by QEMU as the image says.
final class DiskArguments {
    private static final Set<String> FORMATS =
            Set.of(
                    "raw",
                    "qcow2",
                    "qcow",
                    "qed",
                    "vmdk",
                    "vdi",
                    "vpc",
                    "vhdx",
                    "parallels",
                    "bochs",
                    "cloop",
                    "dmg");

    private final Arguments out;

    DiskArguments(Arguments out) {
        this.out = out;
    }

    /// Whether disks of that SCSI controller are addressed by target and unit, rather than by unit
    /// alone.
    static boolean hasTargets(Devices devices, int controller) {
        return devices.controllers().stream()
                .filter(c -> c.type() == ControllerType.SCSI && c.index().orElse(0) == controller)
                .flatMap(c -> c.model().stream())
                .noneMatch(m -> m.equals("lsilogic"));
    }

    void add(Disk disk, String path, int bootIndex) {
        Optional<Json.Obj> storage = storage(disk, path);
        if (storage.isEmpty() && !disk.source().isEmpty()) {
            return;
        }
        if (storage.isEmpty() && disk.target().bus().equals(Optional.of(DiskBus.USB))) {
            out.remark(
                    Plan.Remark.Level.UNSUPPORTED,
                    path,
                    "QEMU makes no USB drive without a medium",
                    "another bus, or a medium that is there from the start");
            return;
        }
        storage.ifPresent(s -> nodes(disk, path, s));
        Json.ObjBuilder device = Json.object();
        bus(device, disk);
        if (storage.isPresent()) {
            device.put("drive", top(disk));
        }
        device.put("id", disk.alias().orElseThrow());
        // Of a floppy disk the controller is told.
        if (bootIndex > 0 && !disk.target().bus().equals(Optional.of(DiskBus.FDC))) {
            device.put("bootindex", bootIndex);
        }
        frontEnd(device, disk, storage.isPresent());
        out.device(path, device.build());
    }

    private static String top(Disk disk) {
        boolean copies = disk.driver().flatMap(DiskDriver::copyOnRead).orElse(false);
        return disk.target().dev() + (copies ? "-cor" : "-format");
    }

    private Optional<Json.Obj> storage(Disk disk, String path) {
        if (disk.transientChanges()) {
            out.unsupported(
                    path + "/transient",
                    "disks whose changes are thrown away are not supported by this driver yet");
        }
        return switch (disk.source()) {
            case DiskSource.File f -> f.file().map(p -> hostNode("file", p, disk));
            case DiskSource.Block b -> b.dev().map(p -> hostNode("host_device", p, disk));
            case DiskSource.Dir d ->
                    unsupported(path, "directories are not shown as disks by this driver");
            case DiskSource.Network n ->
                    unsupported(path, "network disks are not opened by this driver yet");
            case DiskSource.Volume v -> {
                out.remark(
                        Plan.Remark.Level.UNSUPPORTED,
                        path + "/source",
                        "volumes of pools are not resolved by this driver yet",
                        "name the volume's file or block device");
                yield Optional.empty();
            }
            case DiskSource.Untyped u ->
                    unsupported(
                            path, "disks of type '" + u.type() + "' are not opened by this driver");
        };
    }

    private Optional<Json.Obj> unsupported(String path, String reason) {
        out.unsupported(path + "/source", reason);
        return Optional.empty();
    }

    private static Json.Obj hostNode(String driver, String file, Disk disk) {
        Json.ObjBuilder node = Json.object().put("driver", driver).put("filename", file);
        disk.driver().flatMap(DiskDriver::io).ifPresent(io -> node.put("aio", io));
        node.put("node-name", disk.target().dev() + "-storage");
        cache(disk).ifPresent(c -> node.put("cache", c));
        return node.put("auto-read-only", true).put("discard", "unmap").build();
    }

    /// What libvirt's cache modes mean: whether the host's page cache is passed by, and whether
    /// flushes are.
    private static Optional<Json.Obj> cache(Disk disk) {
        boolean direct;
        boolean noFlush = false;
        switch (disk.driver().flatMap(DiskDriver::cache).orElse("default")) {
            case "none", "directsync" -> direct = true;
            case "writeback", "writethrough" -> direct = false;
            case "unsafe" -> {
                direct = false;
                noFlush = true;
            }
            default -> {
                return Optional.empty();
            }
        }
        return Optional.of(Json.object().put("direct", direct).put("no-flush", noFlush).build());
    }

    private void nodes(Disk disk, String path, Json.Obj storage) {
        out.json("-blockdev", storage);
        DiskDriver driver = disk.driver().orElseThrow();
        String format = driver.format().orElse("raw");
        if (!FORMATS.contains(format)) {
            out.unsupported(
                    path + "/driver/@type",
                    "image format '" + format + "' is not opened by this driver");
        }
        String dev = disk.target().dev();
        Json.ObjBuilder node =
                Json.object().put("node-name", dev + "-format").put("read-only", disk.readonly());
        driver.discard().ifPresent(d -> node.put("discard", d));
        driver.detectZeroes()
                .ifPresent(
                        z ->
                                node.put(
                                        "detect-zeroes",
                                        z.equals("unmap")
                                                        && !driver.discard()
                                                                .equals(Optional.of("unmap"))
                                                ? "on"
                                                : z));
        cache(disk).ifPresent(c -> node.put("cache", c));
        out.json("-blockdev", node.put("driver", format).put("file", dev + "-storage").build());
        if (driver.copyOnRead().orElse(false)) {
            out.json(
                    "-blockdev",
                    Json.object()
                            .put("driver", "copy-on-read")
                            .put("node-name", dev + "-cor")
                            .put("file", dev + "-format")
                            .put("discard", "unmap")
                            .build());
        }
    }

    private void bus(Json.ObjBuilder device, Disk disk) {
        boolean cd = disk.device() == DiskDevice.CDROM;
        switch (disk.target().bus().orElseThrow()) {
            case VIRTIO -> {
                String model =
                        disk.model()
                                .filter(m -> !m.equals("virtio"))
                                .map(m -> m.substring(6))
                                .orElse("");
                out.place(device.put("driver", "virtio-blk-pci" + model), disk.address());
            }
            case USB -> out.place(device.put("driver", "usb-storage"), disk.address());
            case IDE -> {
                Address.Drive a = drive(disk);
                device.put("driver", cd ? "ide-cd" : "ide-hd")
                        .put("bus", "ide." + a.bus())
                        .put("unit", a.unit());
            }
            case SATA -> {
                Address.Drive a = drive(disk);
                device.put("driver", cd ? "ide-cd" : "ide-hd")
                        .put(
                                "bus",
                                controller(ControllerType.SATA, a.controller()) + "." + a.unit());
            }
            case FDC -> {
                device.put("driver", "floppy");
                if (out.pcie()) {
                    device.put("bus", "fdc0.0");
                }
                device.put("unit", drive(disk).unit());
            }
            case SCSI -> scsi(device, disk, cd);
            case XEN, UML, SD -> throw new IllegalStateException("refused at define");
        }
    }

    private String controller(ControllerType type, int index) {
        return out.spec.devices().controllers().stream()
                .filter(c -> c.type() == type && c.index().orElse(0) == index)
                .findFirst()
                .flatMap(Controller::alias)
                .orElseThrow();
    }

    static Address.Drive drive(Disk disk) {
        if (disk.address().orElse(null) instanceof Address.Drive a) {
            return a;
        }
        throw Refusals.unsupported(
                "disk '"
                        + disk.target().dev()
                        + "' needs an address of type 'drive' on bus '"
                        + disk.target().bus().map(DiskBus::xml).orElse("")
                        + "'");
    }

    private void scsi(Json.ObjBuilder device, Disk disk, boolean cd) {
        Address.Drive a = drive(disk);
        String driver = cd ? "scsi-cd" : disk.device() == DiskDevice.LUN ? "scsi-block" : "scsi-hd";
        device.put("driver", driver)
                .put("bus", controller(ControllerType.SCSI, a.controller()) + ".0");
        if (hasTargets(out.spec.devices(), a.controller())) {
            device.put("channel", a.bus()).put("scsi-id", a.target()).put("lun", a.unit());
        } else {
            device.put("scsi-id", a.unit());
        }
        if (!driver.equals("scsi-block")) {
            device.put("device_id", "drive-" + disk.alias().orElseThrow());
        }
        disk.vendor().ifPresent(v -> device.put("vendor", v));
        disk.product().ifPresent(p -> device.put("product", p));
    }

    private static void frontEnd(Json.ObjBuilder device, Disk disk, boolean medium) {
        DiskDriver driver = disk.driver().orElseThrow();
        DiskBus bus = disk.target().bus().orElseThrow();
        if (medium && bus != DiskBus.FDC && disk.device() != DiskDevice.LUN) {
            writeCache(driver).ifPresent(w -> device.put("write-cache", w));
        }
        disk.serial().ifPresent(s -> device.put("serial", s));
        disk.wwn()
                .ifPresent(
                        w ->
                                device.put(
                                        "wwn",
                                        Long.parseUnsignedLong(w.replaceFirst("^0x", ""), 16)));
        if (disk.shareable()) {
            device.put("share-rw", true);
        }
        if (bus == DiskBus.USB) {
            device.put("removable", disk.target().removable().orElse(false));
        }
        driver.errorPolicy()
                .ifPresent(e -> device.put("werror", e.equals("enospace") ? "enospc" : e));
        driver.readErrorPolicy()
                .or(() -> driver.errorPolicy().filter(e -> !e.equals("enospace")))
                .ifPresent(e -> device.put("rerror", e));
        if (bus == DiskBus.VIRTIO) {
            driver.queues().ifPresent(q -> device.put("num-queues", q));
            driver.queueSize().ifPresent(q -> device.put("queue-size", q));
            driver.ioeventfd().ifPresent(on -> device.put("ioeventfd", on));
            driver.eventIdx().ifPresent(on -> device.put("event_idx", on));
            driver.iothread().ifPresent(n -> device.put("iothread", "iothread" + n));
        }
    }

    private static Optional<String> writeCache(DiskDriver driver) {
        return switch (driver.cache().orElse("default")) {
            case "writethrough", "directsync" -> Optional.of("off");
            case "none", "writeback", "unsafe" -> Optional.of("on");
            default -> Optional.empty();
        };
    }

    /// The disks in the order in which they were given, with their place in the boot sequence (0:
    /// none).
    void addAll(List<Disk> disks, BootOrder order) {
        for (int i = 0; i < disks.size(); i++) {
            add(disks.get(i), Draft.path("disk", i, disks.size()), order.of(disks.get(i)));
        }
    }
}
