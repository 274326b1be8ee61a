package org.ostler.driver.test;

import org.ostler.api.Caller;
import org.ostler.api.Hypervisor;
import org.ostler.conformance.Bench;
import org.ostler.conformance.HypervisorContract;
import org.ostler.conformance.TestGuestBench;
import org.ostler.engine.Engine;

/// The contract that every driver keeps, on the test driver in this process.
class TestDriverConformanceTest extends HypervisorContract {
    @Override
    protected Bench makeBench() {
        return new InProcess();
    }

    /// One engine; each connection is a view of it.
    private static final class InProcess extends TestGuestBench {
        private final Engine engine = TestHypervisor.open();

        InProcess() {
            super("in-process", TestHypervisor.MISSING, TestHypervisor.CONSOLE_READY);
        }

        @Override
        public Hypervisor open() {
            return engine.as(new Caller("conformance"));
        }

        @Override
        public void close() {
            engine.close();
        }
    }
}
