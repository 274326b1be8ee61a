package org.ostler.wire;

import org.ostler.posix.UnixSocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Frames laid out by hand, independent of the code under test.
final class RawFrames {
    static final int REMOTE = 0x20008086;
    static final int KEEPALIVE = 0x6b656570;
    static final Duration SOON = Duration.ofSeconds(10);

    private RawFrames() {}

    static ByteBuffer words(int... words) {
        ByteBuffer b = ByteBuffer.allocateDirect(4 * words.length);
        for (int w : words) {
            b.putInt(w);
        }
        return b.flip();
    }

    static ByteBuffer frame(
            int program,
            int version,
            int procedure,
            int type,
            int serial,
            int status,
            byte[] body) {
        ByteBuffer b = ByteBuffer.allocateDirect(28 + body.length);
        b.putInt(28 + body.length).putInt(program).putInt(version).putInt(procedure);
        b.putInt(type).putInt(serial).putInt(status).put(body);
        return b.flip();
    }

    static ByteBuffer call(int procedure, int serial, String body) {
        return frame(REMOTE, 1, procedure, 0, serial, 0, bytes(body));
    }

    static ByteBuffer body(String text) {
        return ByteBuffer.wrap(bytes(text));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(ByteBuffer buffer) {
        return StandardCharsets.UTF_8.decode(buffer.duplicate()).toString();
    }

    static void send(UnixSocket socket, ByteBuffer... frames) throws IOException {
        for (ByteBuffer f : frames) {
            socket.writeFully(f, SOON);
        }
    }

    /// A received frame as plain numbers; `end` when the stream ended instead.
    record Received(
            boolean end,
            int program,
            int procedure,
            int type,
            int serial,
            int status,
            String body) {
        static final Received END = new Received(true, 0, 0, 0, 0, 0, "");
    }

    /// Reads one frame with its own little loop.
    static Received receive(UnixSocket socket) throws IOException {
        ByteBuffer head = ByteBuffer.allocateDirect(28);
        if (!fill(socket, head)) {
            return Received.END;
        }
        ByteBuffer body = ByteBuffer.allocateDirect(head.getInt(0) - 28);
        if (!fill(socket, body)) {
            return Received.END;
        }
        return new Received(
                false,
                head.getInt(4),
                head.getInt(12),
                head.getInt(16),
                head.getInt(20),
                head.getInt(24),
                StandardCharsets.ISO_8859_1.decode(body.flip()).toString());
    }

    private static boolean fill(UnixSocket socket, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (!socket.awaitReadable(SOON)) {
                throw new AssertionError("nothing arrived within " + SOON);
            }
            int n;
            try {
                n = socket.read(buffer);
            } catch (IOException reset) {
                return false;
            }
            if (n < 0) {
                return false;
            }
        }
        return true;
    }
}
