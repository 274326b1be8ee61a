package org.ostler.driver.qemu;

import org.ostler.model.DiskBus;
import org.ostler.model.DiskDevice;

/// What the name of a disk's target tells: `sdb` is the second disk of a bus that begins with `sd`.
final class DiskNames {
    private DiskNames() {}

    /// The disk's number on its bus, from 0; -1 for a name of no known kind.
    static int index(String dev) {
        int prefix = prefixLength(dev);
        if (prefix == 0 || prefix == dev.length()) {
            return -1;
        }
        int index = 0;
        for (int i = prefix; i < dev.length(); i++) {
            char c = dev.charAt(i);
            if (c < 'a' || c > 'z' || i - prefix > 3) {
                return -1;
            }
            index = index * 26 + (c - 'a' + 1);
        }
        return index - 1;
    }

    private static int prefixLength(String dev) {
        for (String prefix : new String[] {"fd", "hd", "sd", "vd", "xvd", "ubd"}) {
            if (dev.startsWith(prefix)) {
                return prefix.length();
            }
        }
        return 0;
    }

    /// The bus that a disk of this name sits on when none is given.
    static DiskBus impliedBus(String dev, DiskDevice device) {
        if (device == DiskDevice.FLOPPY || dev.startsWith("fd")) {
            return DiskBus.FDC;
        }
        if (dev.startsWith("hd")) {
            return DiskBus.IDE;
        }
        if (dev.startsWith("sd")) {
            return DiskBus.SCSI;
        }
        if (dev.startsWith("xvd")) {
            return DiskBus.XEN;
        }
        return dev.startsWith("ubd") ? DiskBus.UML : DiskBus.VIRTIO;
    }
}
