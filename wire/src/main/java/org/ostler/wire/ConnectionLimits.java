package org.ostler.wire;

import java.time.Duration;

/// What one connection may cost. Bytes are of frames.
///
/// @param requestsInFlight calls whose replies have not gone out, at least 1
/// @param requestsWaiting calls beyond that which are read and kept; then reading stops
/// @param waitingBytes bytes of such calls
/// @param replyBytes replies that may be queued because the peer does not read; then whoever has
///   one more waits
/// @param eventBytes events that may be queued; what then happens is [#dropSlowReceivers]
/// @param streamBytes stream data that may be queued, all streams together; then the writer of a
///   stream waits
/// @param streams open at one time
/// @param dropSlowReceivers whether a connection without room for an event ends; otherwise the
///   event is refused to the sender, who ends the subscription
/// @param unauthenticatedFrameBytes the largest frame before authentication
/// @param authentication how long the peer may take to authenticate
/// @param stall how long the peer may take nothing at all while something is queued for it
public record ConnectionLimits(
        int requestsInFlight,
        int requestsWaiting,
        int waitingBytes,
        int replyBytes,
        int eventBytes,
        int streamBytes,
        int streams,
        boolean dropSlowReceivers,
        int unauthenticatedFrameBytes,
        Duration authentication,
        Duration stall) {
    private static final int MIB = 1 << 20;

    /// 64 calls in flight and 64 waiting in up to 4 MiB; 16 MiB of replies, 4 MiB of events, 2 MiB
    /// of streams queued; 30 s to authenticate and 30 s of stall.
    public static final ConnectionLimits DEFAULT =
            new ConnectionLimits(
                    64,
                    64,
                    4 * MIB,
                    16 * MIB,
                    4 * MIB,
                    2 * MIB,
                    16,
                    true,
                    64 << 10,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30));

    public ConnectionLimits {
        if (requestsInFlight < 1
                || requestsWaiting < 0
                || waitingBytes < 0
                || replyBytes < 1
                || eventBytes < 1
                || streamBytes < 1
                || streams < 0
                || unauthenticatedFrameBytes < FrameHeader.BYTES) {
            throw new IllegalArgumentException("a limit is below what can work");
        }
    }

    /// The same with another number of calls in flight and waiting.
    public ConnectionLimits withRequests(int inFlight, int waiting) {
        return new ConnectionLimits(
                inFlight,
                waiting,
                waitingBytes,
                replyBytes,
                eventBytes,
                streamBytes,
                streams,
                dropSlowReceivers,
                unauthenticatedFrameBytes,
                authentication,
                stall);
    }

    /// The same with other limits of what is queued for a slow peer, and what becomes of a slow
    /// receiver of events.
    public ConnectionLimits withQueues(int replies, int events, int stream, boolean drop) {
        return new ConnectionLimits(
                requestsInFlight,
                requestsWaiting,
                waitingBytes,
                replies,
                events,
                stream,
                streams,
                drop,
                unauthenticatedFrameBytes,
                authentication,
                stall);
    }

    /// The same with other deadlines.
    public ConnectionLimits withDeadlines(Duration toAuthenticate, Duration toTakeSomething) {
        return new ConnectionLimits(
                requestsInFlight,
                requestsWaiting,
                waitingBytes,
                replyBytes,
                eventBytes,
                streamBytes,
                streams,
                dropSlowReceivers,
                unauthenticatedFrameBytes,
                toAuthenticate,
                toTakeSomething);
    }
}
