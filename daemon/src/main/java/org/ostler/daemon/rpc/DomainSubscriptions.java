package org.ostler.daemon.rpc;

import org.jspecify.annotations.Nullable;
import org.ostler.api.DomainRef;
import org.ostler.api.Event;
import org.ostler.api.EventPosition;
import org.ostler.api.EventStream;
import org.ostler.api.FaultDomain;
import org.ostler.api.Lifecycle;
import org.ostler.wire.DomainMapping;
import org.ostler.wire.protocol.DomainEventCallbackLifecycleMsg;
import org.ostler.wire.protocol.DomainEventCallbackRebootMsg;
import org.ostler.wire.protocol.DomainEventLifecycleMsg;
import org.ostler.wire.protocol.DomainEventRebootMsg;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;
import org.ostler.wire.protocol.XdrStruct;
import org.ostler.wire.protocol.XdrWriter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/// The domain events that one connection has registered for, and their pushes.
///
/// The inbox orders replies and pushes: registering has it alone until the reply is on its way, so
/// that no push overtakes the reply that names its callback. A client that does not read its events
/// loses its connection ([org.ostler.wire.ServerConnection#push]).
///
/// Thread-safe; whoever has the inbox's turn owns all that is here.
final class DomainSubscriptions implements AutoCloseable {
    // virDomainEventID.
    static final int LIFECYCLE = 0;
    static final int REBOOT = 1;
    private static final int LAST_ID = 26;

    /// The last id that has a push without a callback id.
    private static final int LAST_LEGACY_ID = 15;

    /// How many registrations one connection may have.
    private static final int REGISTRATIONS_MAX = 4096;

    /// @param legacy whether pushes have no callback id
    /// @param since the place in the log when it was made: the pump may still be on its way there,
    ///   and what had happened before is not for this one
    private record Registration(
            int id, int event, Optional<UUID> domain, boolean legacy, EventPosition since) {
        boolean wants(int number, DomainRef about, EventPosition place) {
            return event == number
                    && (domain.isEmpty() || domain.get().equals(about.uuid()))
                    && (!place.log().equals(since.log()) || place.number() > since.number());
        }
    }

    private final Session session;
    private final List<Registration> registrations = new ArrayList<>();
    private final XdrWriter writer = new XdrWriter();
    private final Inbox<EventStream.Delivery> inbox = new Inbox<>(this::deliver);
    private final Consumer<EventStream.Delivery> listener = inbox::offer;
    private @Nullable EventHub hub;
    private int nextId;
    private boolean closed;

    DomainSubscriptions(Session session) {
        this.session = session;
    }

    /// Registers for an event, of one domain or of all, and replies with the id of its pushes.
    <R extends XdrStruct> void register(
            int event, Optional<WireDomain> domain, Reply<R> reply, IntFunction<R> answer) {
        if (event < 0 || event > LAST_ID) {
            throw unsupported(event);
        }
        inbox.alone(
                () -> {
                    int id = nextId++;
                    add(
                            since ->
                                    new Registration(
                                            id, event, domain.map(WireDomain::uuid), false, since));
                    reply.send(answer.apply(id));
                });
    }

    /// Registers for an event of all domains whose pushes have no id; once for each event.
    <R extends XdrStruct> void registerLegacy(int event, Reply<R> reply, R answer) {
        if (event < 0 || event > LAST_LEGACY_ID) {
            throw unsupported(event);
        }
        inbox.alone(
                () -> {
                    addLegacy(event);
                    reply.send(answer);
                });
    }

    private void addLegacy(int event) {
        if (registrations.stream().anyMatch(known -> known.legacy() && known.event() == event)) {
            throw Faults.invalidArgument(FaultDomain.NONE, "event callback already tracked");
        }
        add(since -> new Registration(nextId++, event, Optional.empty(), true, since));
    }

    private void add(Function<EventPosition, Registration> registration) {
        if (registrations.size() >= REGISTRATIONS_MAX) {
            throw Faults.internal(
                    FaultDomain.RPC,
                    "a connection has at most " + REGISTRATIONS_MAX + " event callbacks");
        }
        if (hub == null && !closed) {
            EventHub ofDriver = session.eventHub();
            ofDriver.add(listener);
            hub = ofDriver;
        }
        try (EventStream fromNow = session.hypervisor().events()) {
            registrations.add(registration.apply(fromNow.position()));
        }
    }

    private static org.ostler.api.Fault unsupported(int event) {
        return Faults.internal(FaultDomain.RPC, "unsupported event ID " + event);
    }

    void deregister(int id) {
        if (!remove(known -> !known.legacy() && known.id() == id)) {
            throw Faults.internal(
                    FaultDomain.RPC, "domain event callback " + id + " not registered");
        }
    }

    void deregisterLegacy(int event) {
        if (!remove(known -> known.legacy() && known.event() == event)) {
            throw Faults.internal(FaultDomain.RPC, "domain event " + event + " not registered");
        }
    }

    private boolean remove(Predicate<Registration> which) {
        AtomicBoolean removed = new AtomicBoolean();
        inbox.alone(() -> removed.set(registrations.removeIf(which)));
        return removed.get();
    }

    /// Called by the inbox.
    private void deliver(EventStream.Delivery delivery) {
        if (delivery instanceof EventStream.Occurred occurred) {
            switch (occurred.event()) {
                case Event.DomainLifecycle(DomainRef domain, Lifecycle step) ->
                        lifecycle(
                                occurred.position(),
                                domain,
                                new DomainEventLifecycleMsg(
                                        DomainMapping.toWire(domain), step.type(), step.detail()));
                case Event.DomainReboot(DomainRef domain) -> reboot(occurred.position(), domain);
                case Event.JobChanged _, Event.HostReachable _ -> {}
            }
        }
        // A gap cannot be told in this protocol.
    }

    private void lifecycle(EventPosition place, DomainRef domain, DomainEventLifecycleMsg message) {
        for (Registration registration : List.copyOf(registrations)) {
            if (registration.wants(LIFECYCLE, domain, place)) {
                if (registration.legacy()) {
                    push(RemoteProcedures.DOMAIN_EVENT_LIFECYCLE, message);
                } else {
                    push(
                            RemoteProcedures.DOMAIN_EVENT_CALLBACK_LIFECYCLE,
                            new DomainEventCallbackLifecycleMsg(registration.id(), message));
                }
            }
        }
    }

    private void reboot(EventPosition place, DomainRef domain) {
        DomainEventRebootMsg message = new DomainEventRebootMsg(DomainMapping.toWire(domain));
        for (Registration registration : List.copyOf(registrations)) {
            if (registration.wants(REBOOT, domain, place)) {
                if (registration.legacy()) {
                    push(RemoteProcedures.DOMAIN_EVENT_REBOOT, message);
                } else {
                    push(
                            RemoteProcedures.DOMAIN_EVENT_CALLBACK_REBOOT,
                            new DomainEventCallbackRebootMsg(registration.id(), message));
                }
            }
        }
    }

    private <A extends XdrStruct> void push(Procedure<A, ?> event, A message) {
        writer.clear();
        message.encode(writer);
        session.connection()
                .push(
                        RemoteProcedures.PROGRAM,
                        RemoteProcedures.VERSION,
                        event.number(),
                        writer.asByteBuffer());
    }

    @Override
    public void close() {
        inbox.alone(
                () -> {
                    closed = true;
                    registrations.clear();
                    if (hub != null) {
                        hub.remove(listener);
                    }
                });
    }
}
