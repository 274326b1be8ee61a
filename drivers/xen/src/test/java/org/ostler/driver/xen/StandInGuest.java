package org.ostler.driver.xen;

import org.ostler.api.DomainStatus;
import org.ostler.api.Event;
import org.ostler.api.Lifecycle;
import org.ostler.api.StateReason;
import org.ostler.engine.spi.Canonical;
import org.ostler.engine.spi.Guest;
import org.ostler.model.DomainXml;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// A guest that a test says everything of.
final class StandInGuest implements Guest {
    private final UUID uuid = UUID.randomUUID();
    private final String name;
    private final String devices;

    /// The running domain's number; empty when it has ended.
    volatile OptionalInt id = OptionalInt.of(7);

    StandInGuest(String name, String devices) {
        this.name = name;
        this.devices = devices;
    }

    @Override
    public DomainStatus status() {
        return new DomainStatus(
                uuid,
                name,
                id,
                id.isPresent() ? StateReason.RUNNING_BOOTED : StateReason.SHUTOFF_DESTROYED,
                true,
                true,
                false,
                false,
                false,
                1,
                1,
                1,
                1);
    }

    @Override
    public Canonical canonical() {
        return new Canonical(
                DomainXml.parse(
                                """
                                <domain type='xen'><name>%s</name><uuid>%s</uuid>
                                <memory>65536</memory><vcpu>1</vcpu>
                                <os><type arch='x86_64' machine='xenpvh'>xenpvh</type>
                                <kernel>/k</kernel></os>
                                <devices>%s</devices></domain>
                                """
                                        .formatted(name, uuid, devices))
                        .spec(),
                List.of(),
                List.of(),
                List.of());
    }

    @Override
    public Optional<String> live() {
        return Optional.empty();
    }

    @Override
    public Path logFile() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void launching(String live) {}

    @Override
    public void started(
            int started,
            StateReason reason,
            Canonical canonical,
            String live,
            Lifecycle... steps) {}

    @Override
    public void moved(int running, StateReason reason, Lifecycle... steps) {}

    @Override
    public void updated(int running, Canonical canonical, String live) {}

    @Override
    public void stopped(OptionalInt running, StateReason reason, Lifecycle... steps) {}

    @Override
    public void happened(Event event) {}
}
