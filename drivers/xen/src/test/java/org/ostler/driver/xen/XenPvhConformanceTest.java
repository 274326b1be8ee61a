package org.ostler.driver.xen;

import org.junit.jupiter.api.extension.ExtendWith;
import org.ostler.conformance.Bench;
import org.ostler.conformance.HypervisorContract;

/// The contract of every driver, kept by this one on a real Xen host with a PVH guest.
@NeedsXen
@ExtendWith(TripleFaultsHere.class)
class XenPvhConformanceTest extends HypervisorContract {
    @Override
    protected Bench makeBench() {
        return new XenBench(XenGuestType.PVH);
    }
}
