package org.ostler.daemon.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.daemon.DaemonProcess;
import org.ostler.daemon.Programs;
import org.ostler.wire.protocol.ConnectListAllDomainsArgs;
import org.ostler.wire.protocol.ConnectOpenArgs;
import org.ostler.wire.protocol.DomainDefineXmlArgs;
import org.ostler.wire.protocol.DomainLookupByNameArgs;
import org.ostler.wire.protocol.DomainUndefineArgs;
import org.ostler.wire.protocol.KeepaliveProcedures;
import org.ostler.wire.protocol.LxcProcedures;
import org.ostler.wire.protocol.OstlerProcedures;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.ProcedureTable;
import org.ostler.wire.protocol.QemuProcedures;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A daemon with the flags of the packaged one is fed with input that is nearly right: frames,
/// arguments of all procedures, domain XML. It meets no exception that nobody expected, stays
/// within its heap, gives descriptors back, and answers another client all the while.
///
/// 20 s each, or 5 minutes with `-Dostler.full=true`. `-Dostler.seed=N` repeats a run; failures
/// name the seed.
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class HostileInputTest {
    private static final boolean FULL = Boolean.getBoolean("ostler.full");
    private static final Duration DURATION = Duration.ofSeconds(FULL ? 300 : 20);
    private static final long SEED =
            Long.getLong("ostler.seed", FULL ? System.nanoTime() : 20_261_124L);

    private static final int PATIENCE_SECONDS = 20;
    private static final int CALLS_AT_ONCE = 30;
    private static final int DESCRIPTIONS_AT_ONCE = 10;
    private static final int RESIDENT_MAX_KIB = 400 << 10;
    private static final int SPARE_DESCRIPTORS = 8;

    private final Mutator mutator = new Mutator(SEED);
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

    @TempDir Path folder;
    private DaemonProcess daemon;
    private Path socket;
    private Bystander bystander;
    private WireDomain known;
    private long descriptors;

    @BeforeEach
    void startDaemon() throws Exception {
        socket = folder.resolve("s/libvirt-sock");
        daemon =
                DaemonProcess.start(
                        folder,
                        Programs.shippedDaemon(
                                "--socket-dir",
                                folder.resolve("s").toString(),
                                "--state-dir",
                                folder.resolve("d").toString(),
                                "--driver",
                                "test",
                                "--driver",
                                "qemu"));
        daemon.awaitFile(socket);
        // The file is there a moment before anybody listens.
        bystander =
                new Bystander(
                        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                                .ignoreExceptions()
                                .until(this::opened, client -> true));
        try (RawClient client = opened()) {
            known =
                    client.call(
                                    RemoteProcedures.DOMAIN_LOOKUP_BY_NAME,
                                    new DomainLookupByNameArgs("test"))
                            .dom();
        }
        descriptors = openDescriptors();
    }

    @AfterEach
    void endDaemon() {
        watch.shutdownNow();
        daemon.close();
    }

    private RawClient opened() throws IOException {
        return opened("test:///default");
    }

    private RawClient opened(String address) throws IOException {
        RawClient client = RawClient.connect(socket);
        client.call(RemoteProcedures.CONNECT_OPEN, new ConnectOpenArgs(Optional.of(address), 0));
        return client;
    }

    /// A client as it should be: asks the same thing again and again, and is answered in time.
    private static final class Bystander {
        private static final long PAUSE_NANOS = 5_000_000;

        private final RawClient client;
        private final Thread thread;
        private final AtomicLong answers = new AtomicLong();
        private final AtomicLong slowestMillis = new AtomicLong();
        private volatile boolean goOn = true;

        Bystander(RawClient client) {
            this.client = client;
            this.thread = Thread.ofPlatform().daemon().name("bystander").start(this::run);
        }

        private void run() {
            try {
                while (goOn) {
                    long began = System.nanoTime();
                    client.call(
                            RemoteProcedures.CONNECT_LIST_ALL_DOMAINS,
                            new ConnectListAllDomainsArgs(1, 0));
                    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                    slowestMillis.accumulateAndGet(millis, Math::max);
                    answers.incrementAndGet();
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void check() throws InterruptedException, IOException {
            assertThat(thread.isAlive()).as("seed %d: the other client goes on", SEED).isTrue();
            goOn = false;
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            assertThat(answers).hasValueGreaterThan(100);
            assertThat(slowestMillis)
                    .as("seed %d: the longest that the other client waited", SEED)
                    .hasValueLessThan(5000);
            client.close();
        }
    }

    @FunctionalInterface
    private interface Attack {
        void make() throws IOException;
    }

    private void keepOn(Attack attack) throws Exception {
        long end = System.nanoTime() + DURATION.toNanos();
        long attacks = 0;
        while (System.nanoTime() < end) {
            attack.make();
            attacks++;
        }
        assertThat(attacks).isGreaterThan(20);
        bystander.check();
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .untilAsserted(
                        () ->
                                assertThat(openDescriptors())
                                        .as("seed %d: descriptors", SEED)
                                        .isLessThan(descriptors + SPARE_DESCRIPTORS));
        String log = daemon.output();
        assertThat(log).as("seed %d", SEED).doesNotContain("incident", "level=ERROR");
        assertThat(residentKib()).as("seed %d: memory", SEED).isLessThan(RESIDENT_MAX_KIB);
        try (RawClient client = opened()) {
            assertThat(client.call(RemoteProcedures.CONNECT_GET_TYPE).type()).isEqualTo("TEST");
        }
    }

    private long openDescriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(daemon.pid()), "fd"))) {
            return open.count();
        }
    }

    private long residentKib() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(daemon.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /// Runs with a client that is closed, whatever comes.
    private void with(RawClient client, Attack attack) throws IOException {
        ScheduledFuture<?> late =
                watch.schedule(() -> close(client), PATIENCE_SECONDS, TimeUnit.SECONDS);
        try (client) {
            attack.make();
            assertThat(late.isDone()).as("seed %d: the daemon answers in time", SEED).isFalse();
        } finally {
            late.cancel(false);
        }
    }

    private static void close(RawClient client) {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void nearlyRightArgumentsOfEveryProcedure() throws Exception {
        List<Procedure<?, ?>> calls = new ArrayList<>();
        for (ProcedureTable table :
                List.of(
                        RemoteProcedures.TABLE,
                        QemuProcedures.TABLE,
                        LxcProcedures.TABLE,
                        OstlerProcedures.TABLE)) {
            table.all().stream().filter(one -> !one.isEvent()).forEach(calls::add);
        }
        keepOn(
                () -> {
                    RawClient client = opened();
                    with(client, () -> callAtRandom(client, calls));
                });
    }

    /// Many calls at once, then a question whose answer shows that all have been read. Closing is a
    /// call like any other.
    private void callAtRandom(RawClient client, List<Procedure<?, ?>> calls) throws IOException {
        boolean closing = false;
        for (int i = 0; i < CALLS_AT_ONCE && !closing; i++) {
            Procedure<?, ?> call = mutator.oneOf(calls);
            closing = call == RemoteProcedures.CONNECT_CLOSE;
            client.send(
                    call.program(),
                    1,
                    call.number(),
                    0,
                    100 + i,
                    0,
                    mutator.arguments(known.uuid()));
        }
        if (!closing) {
            client.send(KeepaliveProcedures.PROGRAM, 1, 1, 2, 0, 0, ByteBuffer.allocate(0));
            while (client.receive().program() != KeepaliveProcedures.PROGRAM) {
                // Replies, faults and events come first.
            }
        }
    }

    @Test
    void nearlyRightFrames() throws Exception {
        keepOn(
                () -> {
                    RawClient client = mutator.oneIn(2) ? opened() : RawClient.connect(socket);
                    with(client, () -> sendSplinters(client));
                });
    }

    /// The daemon may hang up at any moment; what it must not do is anything else.
    private void sendSplinters(RawClient client) {
        try {
            for (int i = 1 + mutator.below(40); i > 0; i--) {
                ByteBuffer args = mutator.arguments(known.uuid());
                ByteBuffer frame = ByteBuffer.allocate(28 + args.remaining());
                frame.putInt(frame.capacity()).putInt(RemoteProcedures.PROGRAM).putInt(1);
                frame.putInt(mutator.below(460)).putInt(mutator.oneIn(3) ? mutator.below(8) : 0);
                frame.putInt(mutator.below(3)).putInt(mutator.oneIn(3) ? mutator.below(4) : 0);
                frame.put(args);
                client.sendBytes(mutator.oneIn(3) ? frame.flip() : mutator.mutated(frame.array()));
            }
        } catch (IOException hungUp) {
            assertThat(hungUp).isNotNull();
        }
    }

    @Test
    void nearlyRightDescriptionsOfDomains() throws Exception {
        List<String> seeds = new ArrayList<>();
        Path golden =
                Path.of(System.getProperty("ostler.root", ".."))
                        .resolve("drivers/qemu/src/test/resources/golden");
        try (Stream<Path> files = Files.list(golden)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".xml")).sorted().toList()) {
                seeds.add(Files.readString(file));
            }
        }
        List<String> addresses = new ArrayList<>(List.of("test:///default"));
        if (Files.isExecutable(Path.of("/usr/bin/qemu-system-x86_64"))) {
            addresses.add("qemu:///" + (isRoot() ? "system" : "session"));
        }
        keepOn(
                () -> {
                    String address = mutator.oneOf(addresses);
                    String type = "<domain type='" + address.substring(0, address.indexOf(':'));
                    RawClient client = opened(address);
                    with(client, () -> defineAtRandom(client, seeds, type));
                });
    }

    private static boolean isRoot() throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    private void defineAtRandom(RawClient client, List<String> seeds, String type)
            throws IOException {
        for (int i = 0; i < DESCRIPTIONS_AT_ONCE; i++) {
            String document =
                    mutator.mutated(mutator.oneOf(seeds).replaceFirst("<domain type='\\w+", type));
            try {
                WireDomain defined =
                        client.call(
                                        RemoteProcedures.DOMAIN_DEFINE_XML,
                                        new DomainDefineXmlArgs(document))
                                .dom();
                client.call(RemoteProcedures.DOMAIN_UNDEFINE, new DomainUndefineArgs(defined));
            } catch (RawClient.Refused refused) {
                assertThat(refused.error().message().orElse(""))
                        .as("seed %d: %s", SEED, document)
                        .doesNotContain("incident");
            } catch (AsynchronousCloseException late) {
                throw new AssertionError("seed " + SEED + ": no answer to " + document, late);
            }
        }
    }
}
