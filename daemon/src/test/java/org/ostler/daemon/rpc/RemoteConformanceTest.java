package org.ostler.daemon.rpc;

import org.ostler.api.Hypervisor;
import org.ostler.client.Options;
import org.ostler.conformance.Bench;
import org.ostler.conformance.HypervisorContract;
import org.ostler.conformance.TestGuestBench;
import org.ostler.driver.test.TestHypervisor;

/// The contract that every driver keeps, on the test driver behind the wire: what the client says
/// is what the engine says.
class RemoteConformanceTest extends HypervisorContract {
    @Override
    protected Bench makeBench() {
        return new OverTheWire();
    }

    private static final class OverTheWire extends TestGuestBench {
        private final FrontOnTestDriver front = new FrontOnTestDriver();

        OverTheWire() {
            super("daemon", TestHypervisor.MISSING, TestHypervisor.CONSOLE_READY);
        }

        @Override
        public Hypervisor open() {
            return front.open(Options.DEFAULT);
        }

        @Override
        public void close() {
            front.close();
        }
    }
}
