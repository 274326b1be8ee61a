package org.ostler.driver.qemu;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;

/// The faults by which this driver refuses a definition, with the codes and the beginnings of
/// sentences that libvirt's clients know.
final class Refusals {
    private Refusals() {}

    /// Understood, but not possible with this QEMU.
    static Fault unsupported(String sentence) {
        return Fault.of(
                FaultCode.CONFIG_UNSUPPORTED,
                FaultDomain.QEMU,
                "unsupported configuration: " + sentence);
    }

    /// A value that names nothing here.
    static Fault invalid(String sentence) {
        return Fault.of(FaultCode.INVALID_ARG, FaultDomain.QEMU, "invalid argument: " + sentence);
    }

    /// A definition that contradicts itself.
    static Fault xml(String sentence) {
        return Fault.of(FaultCode.XML_ERROR, FaultDomain.DOMAIN, "XML error: " + sentence);
    }
}
