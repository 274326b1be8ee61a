package org.ostler.wire;

import java.time.Duration;

/// What a client's connection may cost and how it behaves.
///
/// @param maxOutstanding calls without an answer, those given up after their deadline included
/// @param unsentBytes frames that may be queued because the server does not read
/// @param stall how long the server may take nothing at all while something is queued for it
/// @param unreadStreamBytes data of one stream that is kept while other calls must go on; beyond
///   that the stream fails
/// @param callersRead whether a platform thread that calls reads the connection itself while it
///   waits, where the transport allows it: saves two wake-ups per call
public record ClientSettings(
        int maxOutstanding,
        int unsentBytes,
        Duration stall,
        int unreadStreamBytes,
        boolean callersRead) {
    /// 10,000 calls, 16 MiB unsent, 30 s of stall, 64 MiB of a stream, callers read.
    public static final ClientSettings DEFAULT =
            new ClientSettings(10_000, 16 << 20, Duration.ofSeconds(30), 64 << 20, true);

    public ClientSettings {
        if (maxOutstanding < 1
                || unsentBytes < 1
                || unreadStreamBytes < StreamInbox.WINDOW_BYTES
                || !stall.isPositive()) {
            throw new IllegalArgumentException("a limit is below what can work");
        }
    }

    /// The same with another number of calls without an answer.
    public ClientSettings withOutstanding(int max) {
        return new ClientSettings(max, unsentBytes, stall, unreadStreamBytes, callersRead);
    }

    /// The limits of what is sent, in a writer's terms.
    ConnectionLimits forWriter() {
        return ConnectionLimits.DEFAULT
                .withQueues(unsentBytes, unsentBytes, unsentBytes, true)
                .withDeadlines(Duration.ofSeconds(30), stall);
    }
}
