package org.ostler.driver.qemu;

import org.ostler.engine.spi.Canonical;
import org.ostler.model.DomainSpec;

/// What a definition becomes when it is stored: every default of QEMU's and ours is written down,
/// as libvirt's clients expect to find it, so that no upgrade of QEMU changes a guest that exists.
///
/// Pure and idempotent: a canonical form is its own canonical form. Aliases are no part of it;
/// running guests get theirs from [Aliases].
public final class QemuCanonical {
    private QemuCanonical() {}

    /// Writes the defaults down.
    ///
    /// @throws org.ostler.api.Fault what cannot be: unknown machine types, places taken twice,
    ///   controllers that the machine type has no room for
    public static Canonical of(DomainSpec written, QemuTarget target) {
        Draft draft = new Draft(written, target);
        new MachineDefaults(draft).apply();
        new DiskDefaults(draft).apply();
        new CharDefaults(draft).apply();
        new DeviceDefaults(draft).apply();
        new DisplayDefaults(draft).apply();
        new ControllerDefaults(draft).apply();
        new UsbPlacement(draft).apply();
        new PciPlacement(draft).apply();
        return new Canonical(
                draft.spec(), draft.values(), draft.pins(), KeptRemarks.of(draft.spec()));
    }
}
