package org.ostler.driver.xen;

import static org.awaitility.Awaitility.await;

import org.ostler.api.Caller;
import org.ostler.api.Domain;
import org.ostler.api.DomainState;
import org.ostler.api.Event;
import org.ostler.api.EventStream;
import org.ostler.api.Hypervisor;
import org.ostler.api.Lifecycle;
import org.ostler.engine.Engine;
import org.ostler.engine.EngineLimits;
import org.ostler.engine.EnginePaths;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/// A daemon's life over a [FakeXen]: an engine with the driver, opened and killed as often as a
/// test likes.
final class XenScene implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final FakeXen xen = new FakeXen();
    private final Path directory;
    private final EngineLimits limits;
    private final List<Event> seen = new CopyOnWriteArrayList<>();
    private Engine engine;
    private Thread reader;

    XenScene(Path directory) {
        this(directory, EngineLimits.DEFAULT);
    }

    XenScene(Path directory, EngineLimits limits) {
        this.directory = directory;
        this.limits = limits;
        open();
    }

    private void open() {
        engine =
                Engine.builder(new XenDriver(xen.control()), EnginePaths.under(directory))
                        .limits(limits)
                        .open();
        EventStream events = host().events();
        reader = Thread.ofVirtual().start(() -> read(events));
        host().statuses();
    }

    private void read(EventStream events) {
        try (events) {
            while (!Thread.currentThread().isInterrupted()) {
                Optional<EventStream.Delivery> next = events.next(Duration.ofMillis(50));
                if (next.isPresent() && next.get() instanceof EventStream.Occurred occurred) {
                    seen.add(occurred.event());
                }
            }
        } catch (RuntimeException closed) {
            Thread.currentThread().interrupt();
        }
    }

    Hypervisor host() {
        return engine.as(Caller.SELF);
    }

    /// The daemon ends and another one begins, with something happening to the host in between.
    void restart(Runnable meanwhile) {
        close();
        meanwhile.run();
        open();
    }

    /// A definition of a guest without files.
    static DomainSpec guest(String name, UUID uuid, String more) {
        return DomainXml.parse(
                        """
                        <domain type='xen'>
                          <name>%s</name><uuid>%s</uuid>
                          <memory unit='MiB'>64</memory>
                          <bootloader>pygrub</bootloader>
                          <os><type>xenpvh</type></os>
                          %s
                        </domain>
                        """
                                .formatted(name, uuid, more))
                .spec();
    }

    /// A definition of a guest with a kernel.
    static DomainSpec withKernel(String name, String kernel) {
        return DomainXml.parse(
                        """
                        <domain type='xen'>
                          <name>%s</name><memory unit='MiB'>64</memory>
                          <os><type>xenpvh</type><kernel>%s</kernel></os>
                        </domain>
                        """
                                .formatted(name, kernel))
                .spec();
    }

    Domain defined(String name, String more) {
        return host().define(guest(name, UUID.randomUUID(), more), Set.of());
    }

    Domain started(String name, String more) {
        Domain domain = defined(name, more);
        domain.start(Set.of()).await(PATIENCE);
        return domain;
    }

    /// The domain, as soon as it is shown.
    Domain domain(UUID uuid) {
        await(uuid + " is shown").atMost(PATIENCE).until(() -> host().domain(uuid).isPresent());
        return host().domain(uuid).orElseThrow();
    }

    void awaitState(UUID uuid, DomainState state) {
        await(uuid + " is " + state)
                .atMost(PATIENCE)
                .until(
                        () ->
                                host().domain(uuid)
                                        .filter(d -> d.status().state() == state)
                                        .isPresent());
    }

    void awaitStep(String name, Lifecycle step) {
        await(name + ": " + step)
                .atMost(PATIENCE)
                .until(
                        () ->
                                seen.stream()
                                        .anyMatch(
                                                e ->
                                                        e instanceof Event.DomainLifecycle life
                                                                && life.step() == step
                                                                && life.domain()
                                                                        .name()
                                                                        .equals(name)));
    }

    @Override
    public void close() {
        reader.interrupt();
        engine.close();
    }
}
