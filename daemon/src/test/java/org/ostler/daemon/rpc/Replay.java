package org.ostler.daemon.rpc;

import org.ostler.daemon.rpc.RawClient.Frame;
import org.ostler.wire.WireErrors;
import org.ostler.wire.protocol.KeepaliveProcedures;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.ProtocolPrograms;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireError;
import org.ostler.wire.protocol.XdrReader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Says to a daemon what a recorded client said, and finds where the answers are not libvirtd's.
final class Replay {
    private static final HandlerTable HANDLERS = RpcFront.handlers();
    private static final int MESSAGE = 2;
    private static final int STREAM = 3;
    private static final int ERROR = 1;
    private static final long SECONDS = 30;
    private static final int FRAMES_MAX = 10_000;

    private final BlockingQueue<Frame> arriving = new LinkedBlockingQueue<>(FRAMES_MAX);
    private final List<Frame> arrived = new ArrayList<>();
    private final List<Difference> differences = new ArrayList<>();

    private Replay() {}

    /// The differences, in the order in which they came.
    static List<Difference> of(Recording recording, Path socket)
            throws IOException, InterruptedException {
        Replay replay = new Replay();
        try (RawClient client = RawClient.connect(socket)) {
            Thread.ofVirtual().name("replay-reader").start(() -> replay.read(client));
            for (Recording.Step step : recording.steps()) {
                if (step.fromClient()) {
                    send(client, step);
                } else {
                    replay.compare(step, replay.answer(client, step));
                }
            }
        }
        for (Frame frame : replay.arrived) {
            String name = procedure(frame.program(), frame.procedure()).name();
            replay.differences.add(new Difference(name, "frame", "none", frame));
        }
        return replay.differences;
    }

    private static void send(RawClient client, Recording.Step step) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + step.bytes().capacity());
        frame.putInt(frame.capacity()).put(step.bytes().duplicate()).flip();
        client.sendBytes(frame);
    }

    private void read(RawClient client) {
        try {
            while (arriving.offer(client.receive())) {
                // The next one.
            }
        } catch (IOException closed) {
            // No more will come; whoever waits for an answer sees that it does not.
        }
    }

    /// Replies are found by their number, events by their kind: in what order the two come is not
    /// promised. (libvirtd numbers all events 1, Ostler 0; no client looks.)
    private Optional<Frame> answer(RawClient client, Recording.Step step)
            throws IOException, InterruptedException {
        while (true) {
            for (Iterator<Frame> all = arrived.iterator(); all.hasNext(); ) {
                Frame frame = all.next();
                if (isAnswer(frame, step)) {
                    all.remove();
                    return Optional.of(frame);
                }
            }
            Frame frame = arriving.poll(SECONDS, TimeUnit.SECONDS);
            if (frame == null) {
                return Optional.empty();
            }
            if (frame.program() == KeepaliveProcedures.PROGRAM) {
                pong(client, frame);
            } else {
                arrived.add(frame);
            }
        }
    }

    private static void pong(RawClient client, Frame frame) throws IOException {
        if (frame.procedure() == KeepaliveProcedures.PING.number()) {
            int pong = KeepaliveProcedures.PONG.number();
            client.send(frame.program(), 1, pong, MESSAGE, 0, 0, ByteBuffer.allocate(0));
        }
    }

    private static boolean isAnswer(Frame frame, Recording.Step step) {
        boolean event = step.type() == MESSAGE;
        return frame.program() == step.program()
                && frame.type() == step.type()
                && (event
                        ? frame.procedure() == step.procedure()
                        : frame.serial() == step.serial());
    }

    private void compare(Recording.Step step, Optional<Frame> answer) {
        String name = procedure(step.program(), step.procedure()).name();
        Frame theirs =
                new Frame(
                        step.program(),
                        step.procedure(),
                        step.type(),
                        step.serial(),
                        step.status(),
                        step.payload());
        if (answer.isEmpty()) {
            differences.add(new Difference(name, "frame", content(theirs), "none"));
            return;
        }
        Frame ours = answer.get();
        if (isUnsupported(ours)) {
            return;
        }
        if (ours.procedure() != theirs.procedure()) {
            differences.add(new Difference(name, "frame", theirs, ours));
        } else if (ours.status() != theirs.status()) {
            differences.add(new Difference(name, "status", content(theirs), content(ours)));
        } else {
            Difference.find(name, content(theirs), content(ours), differences);
        }
    }

    /// What the daemon has no handler for is listed in docs/procedures.md, and needs no second
    /// list.
    private static boolean isUnsupported(Frame answer) {
        Procedure<?, ?> procedure = procedure(answer.program(), answer.procedure());
        return answer.status() == ERROR
                && answer.program() == RemoteProcedures.PROGRAM
                && HANDLERS.find(procedure).isEmpty()
                && content(answer).equals(WireErrors.notSupported(procedure));
    }

    /// A record; of a stream its bytes.
    private static Object content(Frame frame) {
        XdrReader xdr = new XdrReader(frame.payload().duplicate());
        if (frame.status() == ERROR) {
            return WireError.decode(xdr);
        }
        if (frame.type() == STREAM) {
            return frame.payload();
        }
        Procedure<?, ?> procedure = procedure(frame.program(), frame.procedure());
        return frame.type() == MESSAGE ? procedure.decodeArgs(xdr) : procedure.decodeReply(xdr);
    }

    private static Procedure<?, ?> procedure(int program, int number) {
        return ProtocolPrograms.find(program).flatMap(table -> table.find(number)).orElseThrow();
    }
}
