package org.ostler.conformance;

import org.ostler.model.CharSource;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.Serial;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The guests of the in-memory driver, for every way to reach it.
public abstract class TestGuestBench implements Bench {
    private final String access;
    private final String missing;
    private final String consoleReady;

    /// @param access how the driver is reached, for the records
    /// @param missing the beginning of paths that the driver treats as files that are not there
    /// @param consoleReady what its guests write on their consoles once they are up
    protected TestGuestBench(String access, String missing, String consoleReady) {
        this.access = access;
        this.missing = missing;
        this.consoleReady = consoleReady;
    }

    @Override
    public final String driver() {
        return "test";
    }

    @Override
    public final String guestType() {
        return "hvm";
    }

    @Override
    public final String access() {
        return access;
    }

    /// None: the driver has no layer below.
    @Override
    public final Map<String, String> versions() {
        return Map.of();
    }

    @Override
    public final DomainSpec guest(String name, UUID uuid) {
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
    public final Optional<DomainSpec> brokenGuest(String name, UUID uuid) {
        DomainSpec spec = guest(name, uuid);
        return Optional.of(spec.withOs(spec.os().withKernel(Optional.of(missing + "vmlinuz"))));
    }

    @Override
    public final Optional<String> consoleMarker() {
        return Optional.of(consoleReady);
    }

    @Override
    public final boolean guestObeysShutdown() {
        return true;
    }

    @Override
    public final Duration patience() {
        return Duration.ofSeconds(20);
    }
}
