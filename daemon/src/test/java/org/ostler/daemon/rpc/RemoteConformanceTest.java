package org.ostler.daemon.rpc;

import org.ostler.api.Hypervisor;
import org.ostler.client.Options;
import org.ostler.conformance.Bench;
import org.ostler.conformance.HypervisorContract;
import org.ostler.driver.test.TestHypervisor;
import org.ostler.model.CharSource;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.Serial;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The contract that every driver keeps, on the test driver behind the wire: what the client says
/// is what the engine says.
class RemoteConformanceTest extends HypervisorContract {
    @Override
    protected Bench makeBench() {
        return new OverTheWire();
    }

    private static final class OverTheWire implements Bench {
        private final FrontOnTestDriver front = new FrontOnTestDriver();

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
            return "daemon";
        }

        @Override
        public Map<String, String> versions() {
            return Map.of();
        }

        @Override
        public Hypervisor open() {
            return front.open(Options.DEFAULT);
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
            front.close();
        }
    }
}
