package org.ostler.client;

import org.ostler.wire.KeepaliveSettings;

import java.time.Duration;
import java.util.Optional;

/// How a remote host is spoken to. Every wait of a client ends by one of these times. Immutable;
/// `with…` makes another one.
///
/// @param readOnly whether the connection may only look
/// @param connectTimeout for reaching the server, and for each call until the connection is open
/// @param callTimeout for calls that only read
/// @param changeTimeout for calls that change something; a job is waited for as long as its waiter
///   says, whatever this is
/// @param eventBuffer events that wait for a reader, per stream; one that falls further behind is
///   given the rest from the host's log, as far as that reaches back
/// @param reconnect what happens when the connection is lost
/// @param keepalive when a silent server is asked for a life sign, and when it is given up; empty:
///   never, so that only the calls' own times end them
/// @param outstanding calls that may wait for their answers at a time, those given up after their
///   deadline included; one more fails at once, with a retryable fault
public record Options(
        boolean readOnly,
        Duration connectTimeout,
        Duration callTimeout,
        Duration changeTimeout,
        int eventBuffer,
        Reconnect reconnect,
        Optional<KeepaliveSettings> keepalive,
        int outstanding) {
    /// May change things; 10 s, 30 s, 120 s; 1024 events; a lost connection is made anew when it is
    /// next needed; keepalive of 5 s × 6, as virsh's; 10,000 calls.
    public static final Options DEFAULT =
            new Options(
                    false,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(120),
                    1024);

    public Options {
        if (!connectTimeout.isPositive()
                || !callTimeout.isPositive()
                || !changeTimeout.isPositive()
                || eventBuffer < 1
                || outstanding < 1) {
            throw new IllegalArgumentException(
                    "times must be longer than nothing, and one event and one call must have room");
        }
    }

    /// Those times, and for the rest what [#DEFAULT] says.
    public Options(
            boolean readOnly,
            Duration connectTimeout,
            Duration callTimeout,
            Duration changeTimeout,
            int eventBuffer) {
        this(
                readOnly,
                connectTimeout,
                callTimeout,
                changeTimeout,
                eventBuffer,
                Reconnect.WHEN_NEEDED,
                Optional.of(KeepaliveSettings.CLIENT),
                10_000);
    }

    /// The same for a connection that may only look.
    public Options lookingOnly() {
        return new Options(
                true,
                connectTimeout,
                callTimeout,
                changeTimeout,
                eventBuffer,
                reconnect,
                keepalive,
                outstanding);
    }

    /// The same with other times.
    public Options withTimeouts(Duration connect, Duration call, Duration change) {
        return new Options(
                readOnly, connect, call, change, eventBuffer, reconnect, keepalive, outstanding);
    }

    /// The same with another answer to a loss.
    public Options withReconnect(Reconnect other) {
        return new Options(
                readOnly,
                connectTimeout,
                callTimeout,
                changeTimeout,
                eventBuffer,
                other,
                keepalive,
                outstanding);
    }

    /// The same with another keepalive, or without.
    public Options withKeepalive(Optional<KeepaliveSettings> other) {
        return new Options(
                readOnly,
                connectTimeout,
                callTimeout,
                changeTimeout,
                eventBuffer,
                reconnect,
                other,
                outstanding);
    }

    /// The same with room for other numbers of events and of calls.
    public Options withRoom(int events, int calls) {
        return new Options(
                readOnly,
                connectTimeout,
                callTimeout,
                changeTimeout,
                events,
                reconnect,
                keepalive,
                calls);
    }
}
