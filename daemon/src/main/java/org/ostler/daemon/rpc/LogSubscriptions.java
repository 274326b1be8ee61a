package org.ostler.daemon.rpc;

import org.ostler.api.EventPosition;
import org.ostler.api.EventStream;
import org.ostler.api.FaultDomain;
import org.ostler.api.Hypervisor;
import org.ostler.wire.EventMapping;
import org.ostler.wire.protocol.LogPosition;
import org.ostler.wire.protocol.OstlerEventMsg;
import org.ostler.wire.protocol.OstlerEventsGapMsg;
import org.ostler.wire.protocol.OstlerEventsSubscribeRet;
import org.ostler.wire.protocol.OstlerProcedures;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.XdrStruct;
import org.ostler.wire.protocol.XdrWriter;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The subscriptions of one connection to the event log, with positions and replay.
///
/// The monitor guards the map. Each subscription is a pump of its own that begins once the reply is
/// on its way, so that nothing overtakes it.
final class LogSubscriptions implements AutoCloseable {
    private static final int SUBSCRIPTIONS_MAX = 16;

    private final Session session;
    private final Map<Integer, EventPump> pumps = new HashMap<>();
    private int nextId;

    LogSubscriptions(Session session) {
        this.session = session;
    }

    /// Subscribes from a place on, or from now on.
    synchronized void subscribe(
            Optional<LogPosition> since, Reply<OstlerEventsSubscribeRet> reply) {
        if (pumps.size() >= SUBSCRIPTIONS_MAX) {
            throw Faults.internal(
                    FaultDomain.RPC,
                    "a connection has at most " + SUBSCRIPTIONS_MAX + " event subscriptions");
        }
        int id = nextId++;
        Hypervisor hypervisor = session.hypervisor();
        EventStream stream =
                since.isPresent() ? hypervisor.events(position(since.get())) : hypervisor.events();
        EventPosition head = stream.position();
        // A stream that cannot go on from the place says so with its first delivery, at once.
        Optional<EventStream.Delivery> first =
                since.isPresent() ? stream.next(Duration.ZERO) : Optional.empty();
        boolean gap = first.isPresent() && first.get() instanceof EventStream.Gap;
        if (first.isPresent() && first.get() instanceof EventStream.Gap(EventPosition resumed)) {
            head = resumed;
        }
        EventPump pump = pump(id, stream);
        pumps.put(id, pump);
        reply.send(
                new OstlerEventsSubscribeRet(id, EventMapping.toWire(head), gap),
                () -> {
                    if (!gap) {
                        first.ifPresent(delivery -> deliver(id, delivery));
                    }
                    pump.start();
                });
    }

    private EventPump pump(int id, EventStream stream) {
        EventPump[] self = new EventPump[1];
        self[0] =
                new EventPump(
                        stream,
                        () -> session.hypervisor().events(self[0].stream().position()),
                        delivery -> deliver(id, delivery));
        return self[0];
    }

    private static EventPosition position(LogPosition position) {
        return new EventPosition(position.logId(), position.number());
    }

    private void deliver(int id, EventStream.Delivery delivery) {
        switch (delivery) {
            case EventStream.Occurred(var position, var time, var event) ->
                    push(
                            OstlerProcedures.EVENT,
                            new OstlerEventMsg(
                                    id,
                                    EventMapping.toWire(position),
                                    time.toEpochMilli(),
                                    EventMapping.toWire(event, session.disclosure())));
            case EventStream.Gap(var resumed) ->
                    push(
                            OstlerProcedures.EVENTS_GAP,
                            new OstlerEventsGapMsg(id, EventMapping.toWire(resumed)));
        }
    }

    private <A extends XdrStruct> void push(Procedure<A, ?> event, A message) {
        XdrWriter writer = new XdrWriter();
        message.encode(writer);
        session.connection()
                .push(
                        OstlerProcedures.PROGRAM,
                        OstlerProcedures.VERSION,
                        event.number(),
                        writer.asByteBuffer());
    }

    synchronized void unsubscribe(int id) {
        EventPump pump = pumps.remove(id);
        if (pump == null) {
            throw Faults.invalidArgument(FaultDomain.RPC, "no event subscription " + id);
        }
        pump.close();
    }

    @Override
    public synchronized void close() {
        pumps.values().forEach(EventPump::close);
        pumps.clear();
    }
}
