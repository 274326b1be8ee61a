package org.ostler.client;

import org.ostler.api.EventStream;
import org.ostler.wire.EventMapping;
import org.ostler.wire.FrameHeader;
import org.ostler.wire.protocol.OstlerEventMsg;
import org.ostler.wire.protocol.OstlerEventsGapMsg;
import org.ostler.wire.protocol.OstlerProcedures;
import org.ostler.wire.protocol.XdrReader;

import java.nio.ByteBuffer;
import java.time.Instant;

/// Reads what Ostler's own program pushes; apart from [Subscriptions], so that a program without
/// subscriptions never loads it.
final class PushedEvents {
    private PushedEvents() {}

    /// Gives an event, or the notice of a gap, to its subscription.
    static void sort(FrameHeader header, ByteBuffer payload, Subscriptions subscriptions) {
        if (header.procedure() == OstlerProcedures.EVENT.number()) {
            OstlerEventMsg message = OstlerEventMsg.decode(new XdrReader(payload));
            // A kind of event that only a newer server knows is passed over.
            EventMapping.fromWire(message.event())
                    .ifPresent(
                            event ->
                                    subscriptions.put(
                                            message.subscription(),
                                            new EventStream.Occurred(
                                                    EventMapping.fromWire(message.position()),
                                                    Instant.ofEpochMilli(message.timeMillis()),
                                                    event)));
        } else if (header.procedure() == OstlerProcedures.EVENTS_GAP.number()) {
            OstlerEventsGapMsg message = OstlerEventsGapMsg.decode(new XdrReader(payload));
            subscriptions.put(
                    message.subscription(),
                    new EventStream.Gap(EventMapping.fromWire(message.resumed())));
        }
    }
}
