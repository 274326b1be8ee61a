package org.ostler.acceptance;

import org.ostler.conformance.TripleFaults;

import java.util.List;

/// Reads the hypervisor's log of the lab's host.
final class TripleFaultsInLab extends TripleFaults {
    @Override
    protected List<String> hypervisorLog() {
        String number = XenLab.numberOfHost();
        return number.isEmpty()
                ? List.of()
                : XenLab.lab("", "run", number, "xl", "dmesg").out().lines().toList();
    }
}
