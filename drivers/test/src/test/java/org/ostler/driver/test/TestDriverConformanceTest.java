package org.ostler.driver.test;

import org.ostler.api.Caller;
import org.ostler.api.Hypervisor;
import org.ostler.conformance.Bench;
import org.ostler.conformance.HypervisorContract;
import org.ostler.engine.Engine;
import org.ostler.model.CharSource;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.Serial;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The contract that every driver keeps, on the test driver in this process.
class TestDriverConformanceTest extends HypervisorContract {
    @Override
    protected Bench makeBench() {
        return new InProcess();
    }

    /// One engine; each connection is a view of it.
    private static final class InProcess implements Bench {
        private final Engine engine = TestHypervisor.open();

        @Override
        public String driver() {
            return "test";
        }

        @Override
        public String guestType() {
            return "hvm";
        }

        @Override
        public String access() {
            return "in-process";
        }

        @Override
        public Map<String, String> versions() {
            return Map.of();
        }

        @Override
        public Hypervisor open() {
            return engine.as(new Caller("conformance"));
        }

        @Override
        public DomainSpec guest(String name, UUID uuid) {
            DomainSpec spec =
                    DomainXml.parse(
                                    """
                                    <domain type='test'>
                                      <name>placeholder</name>
                                      <memory unit='MiB'>64</memory>
                                      <os><type>hvm</type></os>
                                    </domain>
                                    """)
                            .spec();
            Serial serial = Serial.of(new CharSource.Plain("null"), 0);
            return spec.withName(name)
                    .withUuid(uuid)
                    .withDevices(spec.devices().withSerials(List.of(serial)));
        }

        @Override
        public Optional<DomainSpec> brokenGuest(String name, UUID uuid) {
            DomainSpec spec = guest(name, uuid);
            return Optional.of(
                    spec.withOs(
                            spec.os().withKernel(Optional.of(TestHypervisor.MISSING + "vmlinuz"))));
        }

        @Override
        public Optional<String> consoleMarker() {
            return Optional.of(TestHypervisor.CONSOLE_READY);
        }

        @Override
        public boolean guestObeysShutdown() {
            return true;
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(20);
        }

        @Override
        public void close() {
            engine.close();
        }
    }
}
