package org.ostler.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Clients that a daemon should not notice: thousands that opened a connection and say nothing,
/// some that never got so far, one that subscribed to events and reads none, and one that sends a
/// frame of a mebibyte, a byte a second.
///
/// Made and closed by one thread; the slow sender has one of its own.
final class Abusers implements AutoCloseable {
    private static final int SILENT = 16;
    private static final int FRAME_BYTES = 1 << 20;
    private static final int HEADER_BYTES = 28;
    private static final int REMOTE = 0x20008086;
    private static final int DEFINE = 11;

    private final List<RawConnection> all = new ArrayList<>();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

    /// @param idle how many say nothing after they have opened the test driver
    Abusers(Path socket, int idle) throws IOException {
        for (int i = 0; i < idle; i++) {
            all.add(RawConnection.open(socket));
        }
        for (int i = 0; i < SILENT; i++) {
            all.add(RawConnection.connect(socket));
        }
        RawConnection deaf = RawConnection.open(socket);
        all.add(deaf);
        deaf.subscribe();
        RawConnection slow = RawConnection.open(socket);
        all.add(slow);
        ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES);
        frame.putInt(FRAME_BYTES).putInt(REMOTE).putInt(1).putInt(DEFINE).rewind();
        slow.send(frame.slice(0, HEADER_BYTES));
        frame.position(HEADER_BYTES);
        var _ = clock.scheduleAtFixedRate(() -> trickle(slow, frame), 0, 1, TimeUnit.SECONDS);
    }

    private static void trickle(RawConnection slow, ByteBuffer frame) {
        try {
            slow.send(frame.slice(frame.position(), 1));
            frame.get();
        } catch (IOException e) {
            throw new UncheckedIOException("the slow sender was cut off", e);
        }
    }

    int count() {
        return all.size();
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        for (RawConnection one : all) {
            one.close();
        }
    }
}
