package org.ostler.driver.xen;

import org.ostler.model.Address;
import org.ostler.model.Disk;
import org.ostler.model.DiskBus;
import org.ostler.model.DiskDriver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Settles each disk: image format, and its unit on an emulated controller.
final class XenDiskDefaults {
    private final XenDraft draft;

    XenDiskDefaults(XenDraft draft) {
        this.draft = draft;
    }

    void apply() {
        List<Disk> written = draft.devices().disks();
        List<Disk> disks = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            String path = XenDraft.path("disk", i, written.size());
            disks.add(placed(formatted(written.get(i), path), path));
        }
        draft.changeDevices(d -> d.withDisks(disks));
    }

    private Disk formatted(Disk disk, String path) {
        if (disk.driver().flatMap(DiskDriver::format).isPresent()) {
            return disk;
        }
        draft.chose(path + "/driver/@type", "raw", "an image's content is never guessed at");
        DiskDriver driver =
                disk.driver()
                        .orElseGet(() -> DiskDriver.of("qemu", "raw").withName(Optional.empty()));
        return disk.withDriver(Optional.of(driver.withFormat(Optional.of("raw"))));
    }

    private Disk placed(Disk disk, String path) {
        if (disk.address().isPresent()) {
            return disk;
        }
        int unit = index(disk.target().dev());
        Optional<Address.Drive> place =
                disk.target().bus().flatMap(bus -> unit < 0 ? Optional.empty() : of(bus, unit));
        if (place.isEmpty()) {
            return disk;
        }
        Address.Drive at = place.get();
        draft.chose(
                path + "/address",
                at.controller() + ":" + at.bus() + ":" + at.target() + ":" + at.unit(),
                "the place of " + disk.target().dev());
        return disk.withAddress(Optional.of(at));
    }

    /// Two IDE channels of two drives each; seven SCSI units beside the host; six SATA ports.
    private static Optional<Address.Drive> of(DiskBus bus, int unit) {
        return switch (bus) {
            case IDE -> Optional.of(new Address.Drive(unit / 4, unit / 2 % 2, 0, unit % 2));
            case SATA -> Optional.of(new Address.Drive(unit / 6, 0, 0, unit % 6));
            case SCSI -> Optional.of(new Address.Drive(unit / 7, 0, 0, unit % 7));
            case FDC -> Optional.of(new Address.Drive(unit / 2, 0, 0, unit % 2));
            case XEN, VIRTIO, USB, UML, SD -> Optional.empty();
        };
    }

    /// The number that a name's letters stand for: `sda` is 0, `sdaa` 26; -1 for other names.
    private static int index(String dev) {
        int at = dev.startsWith("xvd") ? 3 : 2;
        int index = 0;
        int letters = 0;
        for (; at < dev.length() && dev.charAt(at) >= 'a' && dev.charAt(at) <= 'z'; at++) {
            index = index * 26 + (dev.charAt(at) - 'a' + 1);
            if (++letters > 3) {
                return -1;
            }
        }
        return at == dev.length() ? index - 1 : -1;
    }
}
