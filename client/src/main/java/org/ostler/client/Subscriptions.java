package org.ostler.client;

import org.ostler.api.EventPosition;
import org.ostler.api.EventStream;
import org.ostler.wire.ClientEvents;
import org.ostler.wire.ConnectionEnd;
import org.ostler.wire.FrameHeader;
import org.ostler.wire.protocol.OstlerProcedures;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/// Sorts the events of one connection into the inboxes of its subscriptions.
///
/// An event may be here before the answer that tells its subscription's number. The server gives
/// ascending numbers, and subscribes one at a time for us; so a number above the last one that we
/// know belongs to the subscription under way, and an unknown number below belongs to one that has
/// ended. The monitor guards the maps; the reading thread only ever waits for a moment here.
final class Subscriptions implements ClientEvents {
    /// Subscriptions whose answer has not come, in spite of their events: those that timed out.
    private static final int EARLY_MAX = 4;

    private final int capacity;
    private final Pushes pushes;
    private final Map<Integer, EventInbox> known = new HashMap<>();
    private final Map<Integer, EventInbox> early = new HashMap<>();
    private int latest = -1;
    private boolean ended;

    /// @param capacity of each inbox, in events
    /// @param pushes told of every message
    Subscriptions(int capacity, Pushes pushes) {
        this.capacity = capacity;
        this.pushes = pushes;
    }

    /// The inbox of a subscription that was just made, with what has come for it already.
    synchronized EventInbox adopt(int id, EventPosition head, boolean gap) {
        EventInbox before = early.remove(id);
        EventInbox inbox = before == null ? new EventInbox(capacity) : before;
        early.clear();
        latest = Math.max(latest, id);
        if (gap) {
            inbox.putGapFirst(head);
        }
        if (ended) {
            inbox.end();
        } else {
            known.put(id, inbox);
        }
        return inbox;
    }

    /// Takes nothing more for that subscription.
    synchronized void forget(int id) {
        known.remove(id);
    }

    @Override
    public synchronized void ended(ConnectionEnd how) {
        ended = true;
        known.values().forEach(EventInbox::end);
        known.clear();
        early.clear();
    }

    @Override
    public void message(FrameHeader header, ByteBuffer payload) {
        if (header.program() == OstlerProcedures.PROGRAM) {
            PushedEvents.sort(header, payload.duplicate(), this);
        }
        pushes.message(header, payload);
    }

    /// A delivery for a subscription, which may not be known yet.
    synchronized void put(int id, EventStream.Delivery delivery) {
        EventInbox inbox = known.get(id);
        if (inbox == null && id > latest && (early.containsKey(id) || early.size() < EARLY_MAX)) {
            inbox = early.computeIfAbsent(id, _ -> new EventInbox(capacity));
        }
        if (inbox != null) {
            inbox.put(delivery);
        }
    }
}
