package org.ostler.driver.qemu;

import org.ostler.model.BootDevice;
import org.ostler.model.Device;
import org.ostler.model.Disk;
import org.ostler.model.DiskDevice;
import org.ostler.model.DomainSpec;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/// Which devices the firmware tries, and in which order: as each device says, or the first device
/// of each class that `<boot>` names.
final class BootOrder {
    private final IdentityHashMap<Device, Integer> places = new IdentityHashMap<>();

    BootOrder(DomainSpec spec) {
        spec.devices().disks().forEach(d -> d.bootOrder().ifPresent(n -> places.put(d, n)));
        spec.devices().interfaces().forEach(i -> i.bootOrder().ifPresent(n -> places.put(i, n)));
        int place = 1;
        for (BootDevice wanted : spec.os().boot()) {
            Optional<? extends Device> first = first(spec, wanted);
            if (first.isPresent()) {
                places.putIfAbsent(first.get(), place);
            }
            place++;
        }
    }

    private static Optional<? extends Device> first(DomainSpec spec, BootDevice wanted) {
        return switch (wanted) {
            case NETWORK -> spec.devices().interfaces().stream().findFirst();
            case HARD_DISK -> disk(spec, List.of(DiskDevice.DISK, DiskDevice.LUN));
            case CDROM -> disk(spec, List.of(DiskDevice.CDROM));
            case FLOPPY -> disk(spec, List.of(DiskDevice.FLOPPY));
        };
    }

    private static Optional<Disk> disk(DomainSpec spec, List<DiskDevice> kinds) {
        return spec.devices().disks().stream().filter(d -> kinds.contains(d.device())).findFirst();
    }

    /// The device's place, from 1; 0 when the firmware does not try it.
    int of(Device device) {
        return places.getOrDefault(device, 0);
    }
}
