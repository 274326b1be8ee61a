package org.ostler.client;

import java.time.Duration;

/// How a remote host is spoken to. Every wait of a client ends by one of these times.
///
/// @param readOnly whether the connection may only look
/// @param connectTimeout for reaching the server, and for each call until the connection is open
/// @param callTimeout for calls that only read
/// @param changeTimeout for calls that change something; a job is waited for as long as its waiter
///   says, whatever this is
/// @param eventBuffer events that wait for a reader, per stream; one that falls further behind is
///   given the rest from the host's log, as far as that reaches back
public record Options(
        boolean readOnly,
        Duration connectTimeout,
        Duration callTimeout,
        Duration changeTimeout,
        int eventBuffer) {
    /// May change things; 10 s, 30 s, 120 s; 1024 events.
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
                || eventBuffer < 1) {
            throw new IllegalArgumentException(
                    "times must be longer than nothing, and at least one event must have room");
        }
    }

    /// The same for a connection that may only look.
    public Options lookingOnly() {
        return new Options(true, connectTimeout, callTimeout, changeTimeout, eventBuffer);
    }
}
