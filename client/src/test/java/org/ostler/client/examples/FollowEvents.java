package org.ostler.client.examples;

import org.ostler.api.EventStream;
import org.ostler.api.EventStream.Gap;
import org.ostler.api.EventStream.Occurred;
import org.ostler.api.Fault;
import org.ostler.client.ConnectionWatch;
import org.ostler.client.Options;
import org.ostler.client.Reconnect;
import org.ostler.client.RemoteHypervisor;

import java.time.Duration;

/// Prints what happens on a host, over any number of lost connections.
public final class FollowEvents {
    private FollowEvents() {}

    public static void main(String[] arguments) {
        Options options = Options.DEFAULT.withReconnect(Reconnect.atOnce(Duration.ofHours(1)));
        try (RemoteHypervisor host = RemoteHypervisor.open(arguments[0], options);
                ConnectionWatch _ = host.watch(state -> System.err.println(state));
                EventStream events = host.events()) {
            while (true) {
                follow(events);
            }
        }
    }

    private static void follow(EventStream events) {
        try {
            events.next(Duration.ofMinutes(1))
                    .ifPresent(
                            delivery -> {
                                switch (delivery) {
                                    case Occurred(var position, var time, var event) ->
                                            System.out.println(
                                                    position.number() + " " + time + " " + event);
                                    // The log no longer reaches back to where this reader was.
                                    case Gap _ -> System.out.println("read the state anew");
                                }
                            });
        } catch (Fault lost) {
            // The host could not be reached for a minute. The stream keeps its place: the next call
            // goes on from there.
            if (!lost.retryable()) {
                throw lost;
            }
        }
    }
}
