package org.ostler.daemon.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ostler.wire.protocol.DomainDefineXmlArgs;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;
import org.ostler.wire.protocol.XdrWriter;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Fuzzers in this process that follow the code: an input that came to a place where none had been
/// before is kept, and later ones are made from it. [DecodingTarget], [FramesTarget] and
/// [DescriptionTarget] say what must hold.
///
/// 80 s for all three together, `-Dostler.fuzz.seconds=N` sets that; with `-Dostler.full=true` 10
/// minutes. The seed is printed, and `-Dostler.seed=N` sets it.
@Tag("slow")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class CoverageGuidedTest {
    private static final boolean FULL = Boolean.getBoolean("ostler.full");
    private static final long SECONDS = Long.getLong("ostler.fuzz.seconds", FULL ? 600L : 80L);
    private static final long SEED =
            Long.getLong("ostler.seed", FULL ? System.nanoTime() : 20_261_124L);

    private static final int FRAME_HEADER_BYTES = 28;
    private static final int FRAMES_MAX = 8;
    private static final int INPUT_BYTES_MAX = 64 << 10;

    private final Mutator mutator = new Mutator(SEED);
    private final Alarm alarm = new Alarm();

    /// Nothing that is logged as an error is expected, and the rest is not to be seen.
    private static final class Alarm extends Handler {
        private final Logger root = Logger.getLogger("");
        private final Handler[] others = root.getHandlers();
        private final ConcurrentLinkedQueue<String> errors = new ConcurrentLinkedQueue<>();

        void begin() {
            for (Handler other : others) {
                root.removeHandler(other);
            }
            root.addHandler(this);
        }

        void end() {
            root.removeHandler(this);
            for (Handler other : others) {
                root.addHandler(other);
            }
        }

        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.SEVERE.intValue()) {
                errors.add(record.getMessage() + " " + record.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void begin() {
        System.out.println("coverage-guided input from -Dostler.seed=" + SEED);
        alarm.begin();
    }

    @AfterEach
    void end() {
        alarm.end();
    }

    private void fuzz(
            Class<? extends Consumer<byte[]>> type, List<byte[]> seeds, Fuzzer.Change change)
            throws Exception {
        try (InstrumentedCode code = new InstrumentedCode()) {
            Consumer<byte[]> target = code.make(type);
            Fuzzer.Result result =
                    new Fuzzer(code, mutator, change)
                            .run(TimeUnit.SECONDS.toNanos(SECONDS) / 3, seeds, target);
            if (target instanceof AutoCloseable open) {
                open.close();
            }
            System.out.println(type.getSimpleName() + ": " + result);
            assertThat(result.inputs()).isGreaterThan(2L * seeds.size());
            assertThat(result.places()).isGreaterThan(result.placesOfSeeds());
            assertThat(alarm.errors).isEmpty();
        }
    }

    @Test
    void argumentsAndRepliesOfEveryProcedureAreRefusedOrComeBack() throws Exception {
        List<Procedure<?, ?>> all = DecodingTarget.procedures();
        ArgumentMaker maker = new ArgumentMaker(mutator, domain());
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            seeds.add(DecodingTarget.input(i, true, new byte[256]));
            seeds.add(DecodingTarget.input(i, false, new byte[256]));
            seeds.add(DecodingTarget.input(i, false, bytes(maker.of(all.get(i)))));
        }
        fuzz(DecodingTarget.class, seeds, this::changed);
    }

    @Test
    void framesOfEveryKindAreServedRefusedOrEndTheConnection() throws Exception {
        ArgumentMaker maker = new ArgumentMaker(mutator, domain());
        List<byte[]> seeds = new ArrayList<>();
        for (Procedure<?, ?> one : DecodingTarget.procedures()) {
            if (!one.isEvent()) {
                seeds.add(sequence(frame(one, bytes(maker.of(one)))));
            }
        }
        for (String document : HostileInputTest.goldenDescriptions()) {
            XdrWriter writer = new XdrWriter();
            new DomainDefineXmlArgs(document).encode(writer);
            seeds.add(
                    sequence(
                            frame(
                                    RemoteProcedures.DOMAIN_DEFINE_XML,
                                    bytes(writer.asByteBuffer()))));
        }
        fuzz(FramesTarget.class, seeds, this::changedFrames);
    }

    @Test
    void descriptionsOfDomainsAreRefusedOrComeBack() throws Exception {
        List<byte[]> seeds =
                HostileInputTest.goldenDescriptions().stream()
                        .map(document -> document.getBytes(StandardCharsets.UTF_8))
                        .toList();
        fuzz(DescriptionTarget.class, seeds, this::changedText);
    }

    private static WireDomain domain() {
        return new WireDomain("test", UUID.fromString("6695eb01-f6a4-8304-79aa-97f2502e193f"), 1);
    }

    private static byte[] bytes(ByteBuffer from) {
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        return bytes;
    }

    private static byte[] frame(Procedure<?, ?> procedure, byte[] arguments) {
        int length = FRAME_HEADER_BYTES + arguments.length;
        return ByteBuffer.allocate(length)
                .putInt(length)
                .putInt(procedure.program())
                .putInt(1)
                .putInt(procedure.number())
                .putInt(0)
                .putInt(1)
                .putInt(0)
                .put(arguments)
                .array();
    }

    /// The frames behind the byte that chooses an opened connection.
    private static byte[] sequence(byte[] frames) {
        return ByteBuffer.allocate(1 + frames.length).put((byte) 0).put(frames).array();
    }

    private byte[] changed(byte[] input, byte[] other) {
        byte[] base = mutator.oneIn(4) ? mutator.spliced(input, other) : input;
        return mutator.oneIn(2) ? mutator.withNumber(base) : mutator.mutatedBytes(base);
    }

    /// Frames of one input, and some of another; most often their lengths are right again.
    private byte[] changedFrames(byte[] input, byte[] other) {
        if (mutator.oneIn(16)) {
            return changed(input, other);
        }
        List<byte[]> frames = new ArrayList<>(cut(input));
        if (mutator.oneIn(3)) {
            frames.addAll(cut(other));
        }
        while (frames.size() > FRAMES_MAX) {
            frames.remove(mutator.below(frames.size()));
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(mutator.oneIn(16) ? 1 : input.length == 0 ? 0 : input[0]);
        int changes = frames.isEmpty() ? -1 : mutator.below(frames.size());
        for (int i = 0; i < frames.size(); i++) {
            byte[] frame = i == changes ? changedFrame(frames.get(i), other) : frames.get(i);
            all.writeBytes(frame);
        }
        return all.size() > INPUT_BYTES_MAX ? input : all.toByteArray();
    }

    private byte[] changedFrame(byte[] frame, byte[] other) {
        byte[] made = changed(frame, other);
        if (made.length >= FRAME_HEADER_BYTES && !mutator.oneIn(32)) {
            ByteBuffer header = ByteBuffer.wrap(made).putInt(made.length);
            int kept = Math.min(FRAME_HEADER_BYTES, frame.length) - Integer.BYTES;
            if (kept > 0 && !mutator.oneIn(8)) {
                header.put(frame, Integer.BYTES, kept);
            }
        }
        return made;
    }

    private static List<byte[]> cut(byte[] input) {
        List<byte[]> frames = new ArrayList<>();
        ByteBuffer rest = ByteBuffer.wrap(input);
        rest.position(Math.min(1, input.length));
        while (rest.hasRemaining()) {
            int length = rest.remaining() < 4 ? 0 : rest.getInt(rest.position());
            byte[] frame =
                    new byte
                            [length < FRAME_HEADER_BYTES
                                    ? rest.remaining()
                                    : Math.min(length, rest.remaining())];
            rest.get(frame);
            frames.add(frame);
        }
        return frames;
    }

    private byte[] changedText(byte[] input, byte[] other) {
        if (mutator.oneIn(16)) {
            return changed(input, other);
        }
        String text = new String(input, StandardCharsets.UTF_8);
        String from = new String(other, StandardCharsets.UTF_8);
        String made = mutator.oneIn(3) ? mutator.grafted(text, from) : mutator.mutated(text);
        byte[] bytes = made.getBytes(StandardCharsets.UTF_8);
        return bytes.length > INPUT_BYTES_MAX ? input : bytes;
    }
}
