package org.ostler.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Tag;
import org.ostler.conformance.Bench;
import org.ostler.conformance.HypervisorContract;

import java.time.Duration;

/// The contract of every driver, kept by Xen's behind the daemon in a real dom0: through the
/// daemon, the driver's own process, and the lab's forwarded socket.
///
/// Guests are PV (`-Dostler.xen.guest=pvh` for PVH).
@Tag("xen")
class XenDaemonConformanceTest extends HypervisorContract {
    @Override
    protected Bench makeBench() {
        assumeTrue(Programs.installed("virsh"), "virsh is not installed");
        XenLab lab = XenLab.reach();
        XenKind kind =
                System.getProperty("ostler.xen.guest", "pv").equals("pvh")
                        ? XenKind.PVH
                        : XenKind.PV;
        return new DaemonBench(
                new DaemonBench.Kind("xen", kind.word()),
                lab.socket(),
                "xen:///system",
                (name, uuid, broken) ->
                        kind.xml(name, uuid, broken ? "/root/guests/pv.cfg" : XenKind.KERNEL, ""),
                Duration.ofMinutes(3),
                () -> {});
    }
}
