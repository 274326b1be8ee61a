package org.ostler.daemon.rpc;

import org.ostler.wire.protocol.ConnectListAllDomainsArgs;
import org.ostler.wire.protocol.ConnectOpenArgs;
import org.ostler.wire.protocol.KeepaliveProcedures;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireError;
import org.ostler.wire.protocol.XdrReader;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Sends bytes to a front over the test driver, through a connection that has opened it where the
/// first byte is even, and then looks whether another client is served as before.
///
/// Whatever the bytes are, what comes back are frames, and none tells of a mistake in the daemon.
public final class FramesTarget implements Consumer<byte[]>, AutoCloseable {
    private static final int HEADER_BYTES = 28;
    private static final long PATIENCE_NANOS = 20_000_000;
    private static final long LOOK_AGAIN_NANOS = 50_000;
    private static final int OTHERS_TURN = 64;

    /// After so many inputs what they have left behind is thrown away.
    private static final int LIFE = 5000;

    private FrontOnTestDriver front = new FrontOnTestDriver();
    private RawClient other = open();
    private int inputs;

    @Override
    public void accept(byte[] input) {
        if (input.length == 0) {
            return;
        }
        try {
            if (++inputs % LIFE == 0) {
                close();
                front = new FrontOnTestDriver();
                other = open();
            }
            send(input);
            if (inputs % OTHERS_TURN == 0) {
                other.call(
                        RemoteProcedures.CONNECT_LIST_ALL_DOMAINS,
                        new ConnectListAllDomainsArgs(1, 0));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RawClient open() {
        try {
            RawClient client = RawClient.connect(front.socket());
            client.call(
                    RemoteProcedures.CONNECT_OPEN,
                    new ConnectOpenArgs(Optional.of("test:///default"), 0));
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(byte[] input) throws IOException {
        boolean open = input[0] % 2 == 0;
        try (RawClient client = open ? open() : RawClient.connect(front.socket())) {
            client.sendBytes(ByteBuffer.wrap(input, 1, input.length - 1));
            if (isWhole(input)) {
                client.send(KeepaliveProcedures.PROGRAM, 1, 1, 2, 0, 0, ByteBuffer.allocate(0));
                awaitPong(client);
                awaitAnswers();
            }
            client.endOutput();
            while (true) {
                look(client.receive());
            }
        } catch (EOFException | SocketException hungUp) {
            // As it may, and must in the end.
        } catch (IOException hungUp) {
            if (!String.valueOf(hungUp.getMessage()).matches("Broken pipe|Connection reset.*")) {
                throw hungUp;
            }
        }
    }

    /// Whether the bytes end where a frame ends.
    private static boolean isWhole(byte[] input) {
        ByteBuffer frames = ByteBuffer.wrap(input, 1, input.length - 1);
        while (frames.remaining() >= HEADER_BYTES) {
            int length = frames.getInt(frames.position());
            if (length < HEADER_BYTES || length > frames.remaining()) {
                return false;
            }
            frames.position(frames.position() + length);
        }
        return !frames.hasRemaining();
    }

    private static void awaitPong(RawClient client) throws IOException {
        RawClient.Frame frame = client.receive();
        while (frame.program() != KeepaliveProcedures.PROGRAM) {
            look(frame);
            frame = client.receive();
        }
    }

    /// Some calls wait for something that does not come.
    private void awaitAnswers() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (front.callsInProgress() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private static void look(RawClient.Frame frame) {
        if (frame.status() == 1 && frame.type() == 1) {
            String message = WireError.decode(new XdrReader(frame.payload())).message().orElse("");
            if (message.contains("incident")) {
                throw new AssertionError(frame.procedure() + ": " + message);
            }
        }
    }

    @Override
    public void close() throws IOException {
        other.close();
        front.close();
    }
}
