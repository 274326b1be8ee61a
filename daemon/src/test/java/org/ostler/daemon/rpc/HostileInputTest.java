package org.ostler.daemon.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.wire.protocol.DomainDefineXmlArgs;
import org.ostler.wire.protocol.DomainUndefineArgs;
import org.ostler.wire.protocol.KeepaliveProcedures;
import org.ostler.wire.protocol.LxcProcedures;
import org.ostler.wire.protocol.OstlerProcedures;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.ProcedureTable;
import org.ostler.wire.protocol.QemuProcedures;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;
import org.ostler.wire.protocol.WireError;
import org.ostler.wire.protocol.XdrReader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A daemon is fed with input that is nearly right: frames, arguments of all procedures, domain
/// XML; [HostileDaemon] says what must hold then.
///
/// What the daemon answers guides what comes next ([Corpus]): an input that led to an answer which
/// was not seen before is kept, and later ones are made from it.
///
/// 40 s for all three together, `-Dostler.fuzz.seconds=N` sets that; with `-Dostler.full=true` 10
/// minutes. The seed is printed, and `-Dostler.seed=N` repeats a run as far as the daemon's timing
/// allows.
@Tag("slow")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class HostileInputTest {
    private static final boolean FULL = Boolean.getBoolean("ostler.full");
    private static final long SECONDS = Long.getLong("ostler.fuzz.seconds", FULL ? 600L : 40L);
    private static final long SEED =
            Long.getLong("ostler.seed", FULL ? System.nanoTime() : 20_261_124L);

    private static final int CALLS_AT_ONCE = 30;
    private static final int DESCRIPTIONS_AT_ONCE = 10;
    private static final int FRAMES_AT_ONCE = 40;

    private final Mutator mutator = new Mutator(SEED);

    @TempDir Path folder;
    private HostileDaemon daemon;

    @BeforeEach
    void startDaemon() throws IOException {
        System.out.println("hostile input from -Dostler.seed=" + SEED);
        daemon = new HostileDaemon(folder);
    }

    @AfterEach
    void endDaemon() throws IOException {
        daemon.close();
    }

    private interface Round {
        void run() throws IOException;
    }

    private void keepOn(Round round, Corpus<?> corpus) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS) / 3;
        long rounds = 0;
        while (System.nanoTime() < end) {
            round.run();
            rounds++;
        }
        System.out.println(rounds + " rounds, " + corpus.size() + " different outcomes");
        assertThat(rounds).isGreaterThan(20);
        daemon.check();
    }

    /// A call and its arguments.
    private record Call(Procedure<?, ?> procedure, ByteBuffer arguments) {}

    @Test
    void nearlyRightArgumentsOfEveryProcedure() throws Exception {
        List<Procedure<?, ?>> calls = new ArrayList<>();
        for (ProcedureTable table :
                List.of(
                        RemoteProcedures.table(),
                        QemuProcedures.table(),
                        LxcProcedures.table(),
                        OstlerProcedures.table())) {
            table.all().stream().filter(one -> !one.isEvent()).forEach(calls::add);
        }
        ArgumentMaker maker = new ArgumentMaker(mutator, daemon.known());
        Corpus<Call> corpus = new Corpus<>(mutator, List.of());
        keepOn(
                () ->
                        daemon.attack(
                                daemon.open(), client -> makeCalls(client, corpus, maker, calls)),
                corpus);
    }

    /// Many calls at once, then a ping whose answer shows that all have been read. Closing is a
    /// call like any other.
    private void makeCalls(
            RawClient client, Corpus<Call> corpus, ArgumentMaker maker, List<Procedure<?, ?>> calls)
            throws IOException {
        List<Call> made = new ArrayList<>();
        boolean closing = false;
        while (made.size() < CALLS_AT_ONCE && !closing) {
            Call call = corpus.next(() -> freshCall(maker, calls), this::changed);
            closing = call.procedure() == RemoteProcedures.CONNECT_CLOSE;
            client.send(
                    call.procedure().program(),
                    1,
                    call.procedure().number(),
                    0,
                    100 + made.size(),
                    0,
                    call.arguments().duplicate());
            made.add(call);
        }
        if (!closing) {
            client.send(KeepaliveProcedures.PROGRAM, 1, 1, 2, 0, 0, ByteBuffer.allocate(0));
            learn(client, corpus, made);
        }
    }

    private Call freshCall(ArgumentMaker maker, List<Procedure<?, ?>> calls) {
        Procedure<?, ?> call = mutator.oneOf(calls);
        return new Call(
                call, mutator.oneIn(4) ? mutator.arguments(daemon.known().uuid()) : maker.of(call));
    }

    private Call changed(Call call) {
        return new Call(call.procedure(), mutator.mutated(call.arguments().array()).slice());
    }

    private static void learn(RawClient client, Corpus<Call> corpus, List<Call> made)
            throws IOException {
        RawClient.Frame frame = client.receive();
        while (frame.program() != KeepaliveProcedures.PROGRAM) {
            int call = frame.serial() - 100;
            if (frame.type() == 1 && call >= 0 && call < made.size()) {
                corpus.learn(made.get(call), made.get(call).procedure() + " " + outcome(frame));
            }
            frame = client.receive();
        }
    }

    private static String outcome(RawClient.Frame frame) {
        if (frame.status() == 0) {
            return "done";
        }
        WireError error = WireError.decode(new XdrReader(frame.payload()));
        String message = error.message().orElse("");
        assertThat(message).doesNotContain("incident");
        return error.code() + " " + message;
    }

    @Test
    void nearlyRightFrames() throws Exception {
        Corpus<byte[]> corpus = new Corpus<>(mutator, List.of());
        keepOn(
                () ->
                        daemon.attack(
                                mutator.oneIn(2) ? daemon.open() : daemon.connect(),
                                client -> sendSplinters(client, corpus)),
                corpus);
    }

    /// The daemon may hang up at any moment; what it must not do is anything else.
    private void sendSplinters(RawClient client, Corpus<byte[]> corpus) {
        TreeSet<String> outcomes = new TreeSet<>();
        List<byte[]> sent = new ArrayList<>();
        try {
            for (int i = 1 + mutator.below(FRAMES_AT_ONCE); i > 0; i--) {
                byte[] frame = corpus.next(this::freshFrame, mutator::mutatedBytes);
                sent.add(frame);
                client.sendBytes(ByteBuffer.wrap(frame));
            }
            client.endOutput();
            while (true) {
                RawClient.Frame answer = client.receive();
                outcomes.add(answer.type() + " " + answer.program() + " " + outcome(answer));
            }
        } catch (IOException hungUp) {
            outcomes.add("end");
        }
        outcomes.forEach(one -> corpus.learn(mutator.oneOf(sent), one));
    }

    private byte[] freshFrame() {
        ByteBuffer args = mutator.arguments(daemon.known().uuid());
        ByteBuffer frame = ByteBuffer.allocate(28 + args.remaining());
        frame.putInt(frame.capacity()).putInt(RemoteProcedures.PROGRAM).putInt(1);
        frame.putInt(mutator.below(460)).putInt(mutator.oneIn(3) ? mutator.below(8) : 0);
        frame.putInt(mutator.below(3)).putInt(mutator.oneIn(3) ? mutator.below(4) : 0);
        return frame.put(args).array();
    }

    @Test
    void nearlyRightDescriptionsOfDomains() throws Exception {
        Corpus<String> corpus = new Corpus<>(mutator, goldenDescriptions());
        List<String> addresses = new ArrayList<>(List.of("test:///default"));
        if (Files.isExecutable(Path.of("/usr/bin/qemu-system-x86_64"))) {
            addresses.add("qemu:///" + (isRoot() ? "system" : "session"));
        }
        keepOn(
                () -> {
                    String address = mutator.oneOf(addresses);
                    String type = address.substring(0, address.indexOf(':'));
                    daemon.attack(daemon.open(address), client -> define(client, corpus, type));
                },
                corpus);
    }

    static List<String> goldenDescriptions() throws IOException {
        Path golden =
                Path.of(System.getProperty("ostler.root", ".."))
                        .resolve("drivers/qemu/src/test/resources/golden");
        List<String> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(golden)) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".xml")) {
                    all.add(Files.readString(file));
                }
            }
        }
        return all;
    }

    private static boolean isRoot() throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    private void define(RawClient client, Corpus<String> corpus, String type) throws IOException {
        for (int i = 0; i < DESCRIPTIONS_AT_ONCE; i++) {
            String document = corpus.next(() -> "<domain type='test'/>", mutator::mutated);
            String sent = document.replaceFirst("<domain type='\\w+", "<domain type='" + type);
            corpus.learn(document, type + " " + define(client, sent));
        }
    }

    private static String define(RawClient client, String document) throws IOException {
        try {
            WireDomain defined =
                    client.call(
                                    RemoteProcedures.DOMAIN_DEFINE_XML,
                                    new DomainDefineXmlArgs(document))
                            .dom();
            client.call(RemoteProcedures.DOMAIN_UNDEFINE, new DomainUndefineArgs(defined));
            return "defined";
        } catch (RawClient.Refused refused) {
            String message = refused.error().message().orElse("");
            assertThat(message).as(document).doesNotContain("incident");
            return refused.error().code() + " " + message;
        } catch (AsynchronousCloseException late) {
            throw new AssertionError("no answer to " + document, late);
        }
    }
}
