package org.ostler.driver.qemu;

import org.ostler.model.Address;
import org.ostler.model.Device;
import org.ostler.model.DomainSpec;

import java.util.HashSet;
import java.util.Set;

/// The PCI slots of a guest that several functions share: QEMU wants the first of them to say so.
/// Immutable.
final class SharedSlots {
    private final Set<String> shared = new HashSet<>();

    SharedSlots(DomainSpec spec) {
        for (Device device : spec.devices().all()) {
            if (device.address().orElse(null) instanceof Address.Pci a && a.function() > 0) {
                shared.add(slot(a));
            }
        }
    }

    /// Whether it is the first function of such a slot.
    boolean isHead(Address.Pci address) {
        return address.function() == 0 && shared.contains(slot(address));
    }

    private static String slot(Address.Pci a) {
        return a.domain() + ":" + a.bus() + ":" + a.slot();
    }
}
