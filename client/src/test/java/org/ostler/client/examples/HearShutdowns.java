package org.ostler.client.examples;

import org.ostler.client.ConnectionState;
import org.ostler.client.ConnectionWatch;
import org.ostler.client.Options;
import org.ostler.client.RawConnection;
import org.ostler.client.Reconnect;
import org.ostler.wire.protocol.ConnectDomainEventCallbackRegisterAnyArgs;
import org.ostler.wire.protocol.RemoteProcedures;

import java.time.Duration;
import java.util.Optional;

/// Hears lifecycle events in libvirt's own way, which a libvirtd has too.
public final class HearShutdowns {
    private static final int LIFECYCLE = 0;
    private static final int STOPPED = 5;

    private HearShutdowns() {}

    public static void main(String[] arguments) throws InterruptedException {
        Options options = Options.DEFAULT.withReconnect(Reconnect.atOnce(Duration.ofHours(1)));
        try (RawConnection raw = RawConnection.open(arguments[0], options);
                ConnectionWatch _ =
                        raw.hear(
                                RemoteProcedures.DOMAIN_EVENT_CALLBACK_LIFECYCLE,
                                push -> {
                                    if (push.msg().event() == STOPPED) {
                                        System.out.println(push.msg().dom().name());
                                    }
                                });
                ConnectionWatch _ = raw.watch(state -> register(raw, state))) {
            Thread.currentThread().join();
        }
    }

    /// A server forgets its callbacks with the connection.
    private static void register(RawConnection raw, ConnectionState state) {
        if (state instanceof ConnectionState.Connected) {
            raw.call(
                    RemoteProcedures.CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY,
                    new ConnectDomainEventCallbackRegisterAnyArgs(LIFECYCLE, Optional.empty()),
                    Duration.ofSeconds(5));
        }
    }
}
