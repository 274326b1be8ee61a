package org.ostler.driver.xen;

import org.ostler.model.Disk;
import org.ostler.model.DiskBus;
import org.ostler.model.DiskDevice;
import org.ostler.model.DiskDriver;
import org.ostler.model.DiskSource;
import org.ostler.xlcfg.Json;

import java.util.Optional;

/// Makes a `libxl_device_disk` of a disk.
///
/// The backend is written out: `phy` (the kernel's) for block devices, `qdisk` (QEMU's) for files,
/// unless the disk names `tap` or `phy` itself. The name of the virtual device tells Xen what the
/// guest sees: `xvd…` a paravirtual disk, `hd…` and `sd…` an emulated one that is paravirtual as
/// well.
public final class DiskWriter {
    private final XenGuestType type;
    private final Remarks remarks;

    DiskWriter(XenGuestType type, Remarks remarks) {
        this.type = type;
        this.remarks = remarks;
    }

    /// A document for plugging this disk into a guest.
    ///
    /// @throws IllegalArgumentException with the reason when libxl cannot have it
    public static Json.Obj forHotplug(Disk disk, XenGuestType type) {
        var remarks = new Remarks();
        return new DiskWriter(type, remarks)
                .write(disk, "/disk")
                .orElseThrow(
                        () -> new IllegalArgumentException(remarks.list().getFirst().reason()));
    }

    /// The document; empty, with a remark, when libxl cannot have such a disk.
    Optional<Json.Obj> write(Disk disk, String path) {
        Optional<String> format = format(disk, path);
        if (format.isEmpty() || !fits(disk, path)) {
            return Optional.empty();
        }
        boolean cdrom = disk.device() == DiskDevice.CDROM;
        Json.Builder json = Json.object();
        if (!disk.source().isEmpty()) {
            json.putIfPresent("pdev_path", disk.source().hostPath());
        }
        json.put("vdev", disk.target().dev())
                .put("backend", backend(disk))
                .put("format", disk.source().isEmpty() ? "empty" : format.get())
                .put("removable", cdrom ? 1 : 0)
                .put("readwrite", cdrom || disk.readonly() ? 0 : 1)
                .put("is_cdrom", cdrom ? 1 : 0);
        disk.driver()
                .flatMap(DiskDriver::discard)
                .ifPresent(
                        discard ->
                                json.put("discard_enable", Json.defbool(discard.equals("unmap"))));
        tellLosses(disk, path);
        return Optional.of(json.build());
    }

    private boolean fits(Disk disk, String path) {
        int before = remarks.list().size();
        switch (disk.device()) {
            case DISK -> {}
            case CDROM -> {
                if (disk.source().isEmpty() && type != XenGuestType.HVM) {
                    remarks.unsupported(path, "only an HVM guest can have an empty CD drive");
                }
            }
            case FLOPPY -> remarks.unsupported(path + "/@device", "libxl has no floppy drives");
            case LUN ->
                    remarks.unsupported(path + "/@device", "libxl passes no SCSI units through");
        }
        switch (disk.source()) {
            case DiskSource.File _, DiskSource.Block _ -> {}
            case DiskSource.Volume _ ->
                    remarks.needs(
                            path + "/source",
                            "the volume's file is not known yet",
                            "the pool must run");
            case DiskSource.Dir _, DiskSource.Network _, DiskSource.Untyped _ ->
                    remarks.unsupported(
                            path + "/@type",
                            "this driver gives Xen guests no disks of type '"
                                    + disk.source().type()
                                    + "' yet",
                            "file or block");
        }
        if (disk.source().isEmpty() && disk.device() == DiskDevice.DISK) {
            remarks.unsupported(path + "/source", "a disk needs a source");
        }
        if (disk.transientChanges()) {
            remarks.unsupported(path + "/transient", "libxl cannot drop a disk's changes");
        }
        bus(disk, path);
        return remarks.list().stream()
                .skip(before)
                .allMatch(r -> r.level() == org.ostler.api.Plan.Remark.Level.IGNORED);
    }

    /// The bus follows from the target's name on Xen; the two must not disagree.
    private void bus(Disk disk, String path) {
        Optional<DiskBus> bus = disk.target().bus();
        if (bus.isEmpty()) {
            return;
        }
        String prefix =
                switch (bus.get()) {
                    case XEN -> "xvd";
                    case IDE -> "hd";
                    case SCSI, SATA -> "sd";
                    case FDC, VIRTIO, USB, UML, SD -> "";
                };
        if (prefix.isEmpty()) {
            remarks.unsupported(
                    path + "/target/@bus",
                    "Xen has no disks on bus '" + bus.get().xml() + "'",
                    "xen");
        } else if (!disk.target().dev().startsWith(prefix)) {
            remarks.unsupported(
                    path + "/target",
                    "target '%s' is not on bus '%s', whose names begin with '%s'"
                            .formatted(disk.target().dev(), bus.get().xml(), prefix));
        }
    }

    private Optional<String> format(Disk disk, String path) {
        String format = disk.driver().flatMap(DiskDriver::format).orElse("raw");
        return switch (format) {
            case "raw", "qcow", "qcow2", "qed" -> Optional.of(format);
            case "vhd", "vpc" -> Optional.of("vhd");
            default -> {
                remarks.unsupported(
                        path + "/driver/@type",
                        "libxl reads no images of format '" + format + "'",
                        "raw or qcow2");
                yield Optional.empty();
            }
        };
    }

    private static String backend(Disk disk) {
        String name = disk.driver().flatMap(DiskDriver::name).orElse("");
        return switch (name) {
            case "phy" -> "phy";
            case "tap", "tap2" -> "tap";
            case "qemu", "file" -> "qdisk";
            default -> disk.source() instanceof DiskSource.Block ? "phy" : "qdisk";
        };
    }

    private void tellLosses(Disk disk, String path) {
        String none = "libxl has no such setting";
        remarks.ignoredIf(disk.serial(), path + "/serial", none);
        remarks.ignoredIf(disk.wwn(), path + "/wwn", none);
        remarks.ignoredIf(disk.vendor(), path + "/vendor", none);
        remarks.ignoredIf(disk.product(), path + "/product", none);
        remarks.ignoredIf(disk.model(), path + "/@model", none);
        disk.driver()
                .ifPresent(
                        driver -> {
                            remarks.ignoredIf(driver.cache(), path + "/driver/@cache", none);
                            remarks.ignoredIf(
                                    driver.errorPolicy(), path + "/driver/@error_policy", none);
                            remarks.ignoredIf(
                                    driver.readErrorPolicy(),
                                    path + "/driver/@rerror_policy",
                                    none);
                            remarks.ignoredIf(driver.io(), path + "/driver/@io", none);
                            remarks.ignoredIf(
                                    driver.ioeventfd(), path + "/driver/@ioeventfd", none);
                            remarks.ignoredIf(driver.eventIdx(), path + "/driver/@event_idx", none);
                            remarks.ignoredIf(
                                    driver.copyOnRead(), path + "/driver/@copy_on_read", none);
                            remarks.ignoredIf(driver.iothread(), path + "/driver/@iothread", none);
                            remarks.ignoredIf(
                                    driver.detectZeroes(), path + "/driver/@detect_zeroes", none);
                            remarks.ignoredIf(driver.queues(), path + "/driver/@queues", none);
                            remarks.ignoredIf(
                                    driver.queueSize(), path + "/driver/@queue_size", none);
                        });
    }
}
