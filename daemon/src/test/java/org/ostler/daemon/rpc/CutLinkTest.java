package org.ostler.daemon.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.api.DefineFlag;
import org.ostler.api.Domain;
import org.ostler.api.DomainRef;
import org.ostler.api.Event;
import org.ostler.api.EventPosition;
import org.ostler.api.EventStream;
import org.ostler.api.EventStream.Occurred;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.Hypervisor;
import org.ostler.api.JobStatus;
import org.ostler.api.Lifecycle;
import org.ostler.client.Options;
import org.ostler.client.Reconnect;
import org.ostler.client.RemoteHypervisor;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// A million calls over a link that is cut again and again while domains come and go: each call is
/// answered or fails with a fault that says that it may be made again; every subscription hears of
/// every event, once and in order.
///
/// The calls come from many virtual threads over one connection; the changes come over the same
/// link by a connection of their own. What the host's own log says, read past the wire, is the
/// measure of what the subscriptions hear.
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CutLinkTest {
    private static final long CALLS = Long.getLong("ostler.cut.calls", 1_000_000L);
    private static final int CALLERS = 64;
    private static final int SUBSCRIPTIONS = 3;
    private static final int CALLS_BETWEEN_CUTS = 50_000;
    private static final int CALLS_BETWEEN_CHANGES = 200;
    private static final int DOMAINS = 8;
    private static final String LAST = "the-last-one";
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path folder;
    private final FrontOnTestDriver front = new FrontOnTestDriver();
    private CutLink link;

    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong changesAnswered = new AtomicLong();
    private final AtomicLong changesFailed = new AtomicLong();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void lay() throws IOException {
        link = new CutLink(folder.resolve("near"), front.socket());
    }

    @AfterEach
    void takeAway() {
        link.close();
        front.close();
    }

    private RemoteHypervisor open() {
        return RemoteHypervisor.open(
                folder.resolve("near"),
                "test:///default",
                Options.DEFAULT.withReconnect(Reconnect.atOnce(LONG)));
    }

    @Test
    void everyCallIsAnsweredOrMayBeMadeAgainAndEveryEventComesOnce() throws Exception {
        for (int i = 0; i < DOMAINS; i++) {
            front.engine().define(guest(stable(i)), Set.of());
        }
        try (RemoteHypervisor caller = open();
                RemoteHypervisor actor = open();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                EventStream log = front.engine().events()) {
            List<Future<List<Occurred>>> heard = new ArrayList<>();
            for (int i = 0; i < SUBSCRIPTIONS; i++) {
                EventStream events = caller.events();
                heard.add(threads.submit(() -> untilTheLast(events)));
            }
            Future<List<Occurred>> happened = threads.submit(() -> untilTheLast(log));
            Future<?> changes = threads.submit(() -> change(actor));
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                calls.add(threads.submit(() -> call(caller)));
            }
            cutUntilDone();
            for (Future<?> each : calls) {
                each.get();
            }
            changes.get();
            front.engine().define(guest(LAST), Set.of());
            assertEveryEventOnce(happened.get(), heard);
            assertOutcomes();
        }
    }

    private void assertEveryEventOnce(
            List<Occurred> happened, List<Future<List<Occurred>>> subscriptions) throws Exception {
        assertThat(happened).hasSizeGreaterThan((int) (CALLS / CALLS_BETWEEN_CHANGES / 2));
        assertThat(happened.stream().map(Occurred::position).map(EventPosition::number))
                .isSorted()
                .doesNotHaveDuplicates();
        for (Future<List<Occurred>> heard : subscriptions) {
            assertThat(told(heard.get())).containsExactlyElementsOf(told(happened));
        }
        System.out.println(happened.size() + " events, each heard once by each subscription");
    }

    /// What an occurrence is, without the times, which the wire rounds.
    private static List<String> told(List<Occurred> occurrences) {
        return occurrences.stream().map(CutLinkTest::told).toList();
    }

    private static String told(Occurred occurred) {
        String what =
                switch (occurred.event()) {
                    case Event.JobChanged(JobStatus job) ->
                            "job " + job.id() + " " + job.state() + " " + job.version();
                    case Event other -> other.toString();
                };
        return occurred.position() + " " + what;
    }

    private void assertOutcomes() {
        System.out.printf(
                "calls: %d answered, %d to be made again; changes: %d answered, %d to be made"
                        + " again; %d connections%n",
                answered.get(),
                failed.get(),
                changesAnswered.get(),
                changesFailed.get(),
                link.connections());
        assertThat(wrong).isEmpty();
        assertThat(answered.get() + failed.get()).isEqualTo(CALLS);
        assertThat(failed.get()).isLessThan(CALLS / 10);
        assertThat(link.connections()).isGreaterThan((int) (CALLS / CALLS_BETWEEN_CUTS));
    }

    private void cutUntilDone() throws InterruptedException {
        for (long next = CALLS_BETWEEN_CUTS; next < CALLS; next += CALLS_BETWEEN_CUTS) {
            awaitCalls(next);
            link.cut();
        }
    }

    private void awaitCalls(long wanted) throws InterruptedException {
        synchronized (begun) {
            while (begun.get() < wanted) {
                begun.wait();
            }
        }
    }

    /// Whether there is one more call to be made.
    private boolean begin() {
        long number = begun.incrementAndGet();
        if (number % CALLS_BETWEEN_CHANGES == 0) {
            synchronized (begun) {
                begun.notifyAll();
            }
        }
        return number <= CALLS;
    }

    private void call(Hypervisor host) {
        for (int i = 0; begin(); i++) {
            String name = stable(i % DOMAINS);
            try {
                if (host.domain(name).filter(d -> d.name().equals(name)).isEmpty()) {
                    wrong.add(name + " was not found");
                }
                answered.incrementAndGet();
            } catch (Fault fault) {
                failed.incrementAndGet();
                refuseUnlessRetryable(fault);
            }
        }
    }

    private void refuseUnlessRetryable(Fault fault) {
        if (!fault.retryable()) {
            wrong.add(fault.code() + ": " + fault.sentence());
        }
    }

    /// Defines and undefines, as long as there are calls.
    private void change(Hypervisor host) {
        try {
            for (long i = 1; i * CALLS_BETWEEN_CHANGES <= CALLS; i++) {
                awaitCalls(i * CALLS_BETWEEN_CHANGES);
                comeAndGo(host, guest("passing-" + i));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void comeAndGo(Hypervisor host, DomainSpec spec) {
        UUID uuid = spec.uuid().orElseThrow();
        untilDone(() -> host.define(spec, Set.<DefineFlag>of()));
        untilDone(() -> host.domain(uuid).ifPresent(this::undefine));
        if (front.engine().domain(uuid).isPresent()) {
            wrong.add(spec.name() + " stayed");
        }
    }

    private void undefine(Domain domain) {
        try {
            domain.undefine(Set.of());
        } catch (Fault fault) {
            // Said before, when the link was cut under the answer.
            if (fault.code() != FaultCode.NO_DOMAIN) {
                throw fault;
            }
        }
    }

    private void untilDone(Runnable change) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                change.run();
                changesAnswered.incrementAndGet();
                return;
            } catch (Fault fault) {
                changesFailed.incrementAndGet();
                refuseUnlessRetryable(fault);
            }
        }
        wrong.add("a change was not made in " + LONG);
    }

    private List<Occurred> untilTheLast(EventStream events) {
        List<Occurred> heard = new ArrayList<>();
        while (heard.isEmpty() || !isTheLast(heard.getLast().event())) {
            try {
                switch (events.next(LONG).orElseThrow()) {
                    case Occurred occurred -> heard.add(occurred);
                    case EventStream.Gap gap -> wrong.add("a gap: " + gap);
                }
            } catch (Fault fault) {
                refuseUnlessRetryable(fault);
            }
        }
        events.close();
        return heard;
    }

    private static boolean isTheLast(Event event) {
        return event instanceof Event.DomainLifecycle(DomainRef domain, Lifecycle _)
                && domain.name().equals(LAST);
    }

    private static String stable(int number) {
        return "stays-" + number;
    }

    private static DomainSpec guest(String name) {
        return DomainXml.parse(
                        """
                        <domain type='test'>
                          <name>%s</name>
                          <uuid>%s</uuid>
                          <memory unit='MiB'>64</memory>
                          <os><type>hvm</type></os>
                        </domain>
                        """
                                .formatted(name, UUID.randomUUID()))
                .spec();
    }
}
