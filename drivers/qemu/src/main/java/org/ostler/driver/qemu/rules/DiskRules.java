package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.List;
import java.util.regex.Pattern;

/// Disks whose parts do not go together.
final class DiskRules {
    private static final Pattern PARTITION = Pattern.compile("[a-z]+[0-9]+");

    /// More operations or bytes in a second than this, QEMU does not count.
    private static final long MOST_THROTTLE = 1_000_000_000_000_000L;

    private DiskRules() {}

    static void check(Guest guest) {
        for (Place disk : guest.devices("disk")) {
            checkTarget(disk);
            checkDriver(disk);
            checkPassing(disk);
            Said.first(disk, "iotune").ifPresent(DiskRules::checkThrottle);
        }
    }

    private static void checkTarget(Place disk) {
        Place target = disk.child("target");
        String name = DiskWords.name(disk);
        Said.require(
                !PARTITION.matcher(name).matches(),
                target,
                "the disk is called '" + name + "' as a partition is",
                "a name of a whole disk");
        String bus = DiskWords.bus(disk);
        Said.require(
                !Said.has(target, "removable") || bus.equals("usb"),
                target,
                "a disk on bus '" + bus + "' cannot be removable",
                "bus='usb', or no attribute 'removable'");
        Said.require(
                !Said.has(target, "rotation_rate") || List.of("scsi", "ide", "sata").contains(bus),
                target,
                "a disk on bus '" + bus + "' has no rotation rate",
                "bus 'scsi', 'ide' or 'sata'");
        boolean ejects = DiskWords.isDevice(disk, "cdrom") || DiskWords.isDevice(disk, "floppy");
        Said.require(
                !Said.has(target, "tray") || ejects,
                target,
                "a disk that is fixed has no tray",
                "device 'cdrom' or 'floppy'");
    }

    private static void checkDriver(Place disk) {
        Place driver = disk.child("driver");
        String io = DiskWords.driver(disk, "io");
        String cache = DiskWords.driver(disk, "cache");
        Said.require(
                !io.equals("native") || List.of("none", "directsync").contains(cache),
                driver,
                "io='native' with cache='" + cache + "'",
                "cache 'none' or 'directsync'");
        Said.require(
                !DiskWords.driver(disk, "copy_on_read").equals("on") || !DiskWords.isReadOnly(disk),
                driver,
                "what is read is copied to a read-only disk",
                "no attribute 'copy_on_read', or no element 'readonly'");
        Said.require(
                !DiskWords.driver(disk, "rerror_policy").equals("enospace"),
                driver,
                "reading does not fail for want of space",
                "rerror_policy 'stop', 'report' or 'ignore'");
        String name = DiskWords.driver(disk, "name");
        Said.require(
                name.isEmpty() || name.equals("qemu"),
                driver,
                "the driver '" + name + "' is none of QEMU's",
                "name='qemu'");
    }

    private static void checkPassing(Place disk) {
        boolean lun = DiskWords.isDevice(disk, "lun");
        for (String attribute : List.of("rawio", "sgio")) {
            Said.require(
                    lun || !Said.has(disk, attribute),
                    disk,
                    "attribute '" + attribute + "' is for a device that is passed on as it is",
                    "device='lun'");
        }
        Said.require(
                !Said.is(disk, "sgio", "unfiltered"),
                disk,
                "commands that the kernel does not filter are no longer possible",
                "sgio='filtered', or no attribute 'sgio'");
    }

    private static void checkThrottle(Place tune) {
        for (String unit : List.of("bytes_sec", "iops_sec", "bytes_sec_max", "iops_sec_max")) {
            boolean total = limits(tune, "total_" + unit);
            boolean parts = limits(tune, "read_" + unit) || limits(tune, "write_" + unit);
            if (total && parts) {
                throw tune.fail(
                        "'total_" + unit + "' is limited as well as reading or writing alone",
                        "one of the two");
            }
            for (String which : List.of("total_", "read_", "write_")) {
                Said.require(
                        Said.number(Said.text(tune, which + unit)) <= MOST_THROTTLE,
                        tune.child(which + unit),
                        "the limit is too high for QEMU to count",
                        "at most " + MOST_THROTTLE);
            }
        }
    }

    private static boolean limits(Place tune, String name) {
        return Said.number(Said.text(tune, name)) > 0;
    }
}
