package org.ostler.daemon.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ostler.api.Console;
import org.ostler.posix.UnixSocket;
import org.ostler.wire.ClientConnection;
import org.ostler.wire.ClientSettings;
import org.ostler.wire.ClientStream;
import org.ostler.wire.ConnectionClock;
import org.ostler.wire.ConnectionLimits;
import org.ostler.wire.ConnectionServices;
import org.ostler.wire.FrameBuffers;
import org.ostler.wire.FrameCheck;
import org.ostler.wire.FrameHandler;
import org.ostler.wire.FrameHeader;
import org.ostler.wire.ServerCall;
import org.ostler.wire.ServerConnection;
import org.ostler.wire.ServerStream;
import org.ostler.wire.StreamException;
import org.ostler.wire.StreamKind;
import org.ostler.wire.UnixTransport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// A console between a guest that does not take what is typed and a client that goes on typing.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ConsoleBridgeTest {
    private static final int PROGRAM = 0x20008086;
    private static final int CONSOLE = 201;
    private static final int ECHO = 1;
    private static final Duration SOON = Duration.ofSeconds(10);

    /// Says nothing and takes nothing, as a paused guest with a full terminal.
    private static final class Deaf implements Console {
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public int read(ByteBuffer into) throws IOException {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return -1;
        }

        @Override
        public void write(ByteBuffer from) throws IOException {
            throw new IOException("the terminal takes nothing");
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    /// Opens the console for one procedure, and answers the other.
    private record Handler(Console console, ExecutorService tasks) implements FrameHandler {
        @Override
        public void handle(ServerCall call, ByteBuffer payload) {
            if (call.header().procedure() == ECHO) {
                call.reply(payload);
                return;
            }
            try {
                ServerStream stream = call.openStream(StreamKind.BOTH);
                call.reply(ByteBuffer.allocate(0));
                new ConsoleBridge(console, stream, false).start(tasks);
            } catch (StreamException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public ByteBuffer rpcError(String message) {
            return ByteBuffer.allocate(0);
        }

        @Override
        public ByteBuffer failure(FrameHeader call, Throwable thrown) {
            return ByteBuffer.allocate(0);
        }
    }

    @Test
    void guestThatTakesNothingDoesNotHoldUpTheClientsOtherCalls() throws Exception {
        Deaf console = new Deaf();
        List<UnixSocket> pair = UnixSocket.pair();
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
                ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1)) {
            ConnectionServices services =
                    new ConnectionServices(
                            new FrameBuffers(), ConnectionClock.system(timer), tasks);
            try (ServerConnection server =
                            new ServerConnection(
                                    1,
                                    "rw",
                                    new UnixTransport(pair.get(0)),
                                    ConnectionLimits.DEFAULT,
                                    services,
                                    new FrameCheck(Map.of(PROGRAM, 1)),
                                    new Handler(console, tasks));
                    ClientConnection client =
                            new ClientConnection(
                                    "typist",
                                    new UnixTransport(pair.get(1)),
                                    ClientSettings.DEFAULT,
                                    services,
                                    (header, payload) -> {})) {
                server.markAuthenticated();
                server.start();
                client.start();
                ClientStream stream =
                        client
                                .openStream(
                                        PROGRAM,
                                        CONSOLE,
                                        ByteBuffer.allocate(0),
                                        StreamKind.BOTH,
                                        SOON)
                                .stream()
                                .orElseThrow();
                stream.write(ByteBuffer.allocate(8 << 20));
                assertThat(client.call(PROGRAM, ECHO, ByteBuffer.allocate(4), SOON).failed())
                        .isFalse();
            } finally {
                console.close();
                timer.shutdownNow();
            }
        }
    }
}
