package org.ostler.driver.xen;

import org.ostler.api.Plan;
import org.ostler.engine.spi.Canonical;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainType;

import java.util.List;

/// What a definition becomes when it is stored: every default is written down where libvirt's
/// clients expect to find it.
///
/// Pure and idempotent: a canonical form is its own canonical form. What is filled in was seen in
/// what libvirt 9.0 shows of the same definitions on Xen 4.17.
public final class XenCanonical {
    private XenCanonical() {}

    /// Writes the defaults down.
    ///
    /// @throws org.ostler.api.Fault what is not for Xen
    public static Canonical of(DomainSpec written) {
        XenGuestType type = type(written);
        XenDraft draft = new XenDraft(written, type);
        new XenMachineDefaults(draft).apply();
        new XenDeviceDefaults(draft).apply();
        List<Plan.Remark> remarks = KeptRemarks.of(draft.spec());
        return new Canonical(draft.spec(), draft.values(), List.of(), remarks);
    }

    /// How Xen is to run a guest.
    ///
    /// @throws org.ostler.api.Fault where it is none of Xen's
    static XenGuestType type(DomainSpec spec) {
        if (spec.type() != DomainType.XEN) {
            throw XenFaults.invalid(
                    "could not find capabilities for domaintype=" + spec.type().xml());
        }
        return XenGuestType.of(spec.os())
                .orElseThrow(
                        () ->
                                XenFaults.invalid(
                                        "could not find capabilities for ostype="
                                                + spec.os().type().xml()));
    }
}
