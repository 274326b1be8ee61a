package org.ostler.bench;

import org.ostler.wire.protocol.ConnectDomainEventCallbackRegisterAnyArgs;
import org.ostler.wire.protocol.DomainResumeArgs;
import org.ostler.wire.protocol.DomainSuspendArgs;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// From a call that changes a domain to the event of it at fifty others.
///
/// The clock begins when the change is asked for, so the time of the change is part of it.
final class EventScenario implements Scenario {
    private static final int RECEIVERS = 50;
    private static final int CHANGES = 40;

    /// 1,000 pairs, a few seconds.
    private static final int WARMING = 25;

    private static final int LIFECYCLE = 0;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Figure defined =
            Figure.below("lifecycle event (define, undefine) to 50 receivers, p50", "ms", 1.0, 0.5);
    private final Figure paused =
            Figure.known("lifecycle event (pause, resume) to 50 receivers, p50", "ms");

    @Override
    public String name() {
        return "events";
    }

    @Override
    public String summary() {
        return "a lifecycle event to 50 receivers";
    }

    @Override
    public List<Figure> figures() {
        return List.of(defined, paused);
    }

    @Override
    public void measure(Bench bench) throws IOException {
        bench.startFresh();
        bench.rounds(this::definitions);
        String xml = bench.guests().bootable("watched");
        bench.rounds(round -> pauses(round, xml));
    }

    private void definitions(Round round) throws IOException {
        try (Receivers receivers = new Receivers();
                WireLink link = round.target().connect()) {
            receivers.register(round.target());
            String xml = Guests.definition("told");
            for (int i = 0; i < round.times(CHANGES, WARMING); i++) {
                WireDomain domain = receivers.told(() -> Guests.define(link, xml));
                receivers.told(
                        () -> {
                            Guests.undefine(link, domain);
                            return domain;
                        });
            }
            round.add(defined, receivers.samples().medianMillis());
        }
    }

    private void pauses(Round round, String xml) throws IOException {
        try (WireLink link = round.target().connect()) {
            WireDomain domain = Guests.define(link, xml);
            Guests.start(link, domain);
            try (Receivers receivers = new Receivers()) {
                receivers.register(round.target());
                for (int i = 0; i < round.times(CHANGES); i++) {
                    receivers.told(
                            () ->
                                    link.call(
                                            RemoteProcedures.DOMAIN_SUSPEND,
                                            new DomainSuspendArgs(domain)));
                    receivers.told(
                            () ->
                                    link.call(
                                            RemoteProcedures.DOMAIN_RESUME,
                                            new DomainResumeArgs(domain)));
                }
                round.add(paused, receivers.samples().medianMillis());
            }
            Guests.destroy(link, domain);
            Guests.undefine(link, domain);
        }
    }

    /// Fifty connections that wait for events, each in a thread of its own.
    private static final class Receivers implements AutoCloseable {
        private final List<WireLink> links = new ArrayList<>();
        private final Arrivals arrivals = new Arrivals();

        private interface Change<T> {
            T make() throws IOException;
        }

        void register(Target target) throws IOException {
            for (int i = 0; i < RECEIVERS; i++) {
                WireLink link = target.connect();
                links.add(link);
                link.call(
                        RemoteProcedures.CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY,
                        new ConnectDomainEventCallbackRegisterAnyArgs(LIFECYCLE, Optional.empty()));
                Thread.ofPlatform().daemon().name("receiver-" + i).start(() -> receive(link));
            }
        }

        /// Until the connection is closed.
        private void receive(WireLink link) {
            try {
                while (true) {
                    link.await(RemoteProcedures.DOMAIN_EVENT_CALLBACK_LIFECYCLE);
                    arrivals.arrived();
                }
            } catch (IOException closed) {
                arrivals.gone();
            }
        }

        /// Changes something, and waits until everybody was told of it.
        <T> T told(Change<T> change) throws IOException {
            arrivals.expect(RECEIVERS);
            T result = change.make();
            arrivals.await(PATIENCE);
            return result;
        }

        Samples samples() {
            return arrivals.samples();
        }

        @Override
        public void close() {
            links.forEach(WireLink::close);
        }
    }
}
