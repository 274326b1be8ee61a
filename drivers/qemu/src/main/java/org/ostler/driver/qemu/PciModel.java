package org.ostler.driver.qemu;

import org.ostler.model.DomainSpec;

/// The two families of PC that this driver builds: i440FX with a PCI bus, Q35 with PCI Express.
final class PciModel {
    private PciModel() {}

    /// Whether the guest is of the PCI Express kind.
    static boolean isPcie(DomainSpec spec) {
        return spec.os().machine().orElse("").startsWith("pc-q35");
    }

    /// Refuses machine types of other families, whose boards this driver does not know.
    static void requireKnown(DomainSpec spec) {
        String machine = spec.os().machine().orElse("");
        if (!machine.startsWith("pc-q35") && !machine.startsWith("pc-i440fx")) {
            throw Refusals.unsupported(
                    "machine type '"
                            + machine
                            + "' is not supported by this driver, which builds pc-i440fx and"
                            + " pc-q35");
        }
    }
}
