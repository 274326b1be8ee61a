package org.ostler.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ostler.wire.RawFrames.SOON;
import static org.ostler.wire.RawFrames.call;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.posix.UnixListener;
import org.ostler.posix.UnixSocket;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

class ServerListenerTest {
    @TempDir Path dir;

    private final ManualTimer timer = new ManualTimer();
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong ids = new AtomicLong();

    @AfterEach
    void stop() {
        tasks.shutdown();
    }

    private ServerConnection connect(Transport transport) {
        return new ServerConnection(
                ids.incrementAndGet(),
                "listened",
                transport,
                ConnectionLimits.DEFAULT,
                new ConnectionServices(new FrameBuffers(), timer.clock(), tasks),
                new FrameCheck(Map.of(RawFrames.REMOTE, 1)),
                TestServer.handler(
                        (call, payload) -> {
                            if (call.header().procedure() == 66) {
                                call.connection().markAuthenticated();
                            }
                            call.reply(payload);
                        }));
    }

    private UnixTransportListener unix() throws Exception {
        return new UnixTransportListener(
                UnixListener.bind(dir.resolve("s"), 0600, OptionalInt.empty(), 16));
    }

    @Test
    void fullDaemonLetsClientsWaitAndServesThemLater() throws Exception {
        ConnectionAdmission admission = new ConnectionAdmission(2, 2);
        try (ServerListener listener =
                        new ServerListener("test", unix(), admission, this::connect);
                UnixSocket first = UnixSocket.connect(dir.resolve("s"), SOON);
                UnixSocket second = UnixSocket.connect(dir.resolve("s"), SOON);
                UnixSocket third = UnixSocket.connect(dir.resolve("s"), SOON)) {
            listener.start();
            RawFrames.send(first, call(1, 1, "first"));
            RawFrames.send(second, call(1, 1, "second"));
            RawFrames.send(third, call(1, 1, "third"));
            assertThat(RawFrames.receive(first).body()).isEqualTo("first");
            assertThat(RawFrames.receive(second).body()).isEqualTo("second");
            assertThat(third.awaitReadable(Duration.ofMillis(30))).isFalse();
            assertThat(admission.clients()).isEqualTo(2);
            first.shutdown();
            assertThat(RawFrames.receive(third).body()).isEqualTo("third");
        }
    }

    @Test
    void clientsThatDoNotAuthenticateAreBoundedAndMakeRoomInTheEnd() throws Exception {
        ConnectionAdmission admission = new ConnectionAdmission(100, 1);
        try (ServerListener listener =
                        new ServerListener("test", unix(), admission, this::connect);
                UnixSocket idle = UnixSocket.connect(dir.resolve("s"), SOON);
                UnixSocket good = UnixSocket.connect(dir.resolve("s"), SOON);
                UnixSocket next = UnixSocket.connect(dir.resolve("s"), SOON)) {
            listener.start();
            WaitFor.condition(() -> admission.unauthenticated() == 1 && ids.get() == 1);
            RawFrames.send(good, call(66, 1, "good"));
            assertThat(good.awaitReadable(Duration.ofMillis(30))).isFalse();
            timer.advance(Duration.ofSeconds(31));
            assertThat(RawFrames.receive(idle).end()).isTrue();
            assertThat(RawFrames.receive(good).body()).isEqualTo("good");
            RawFrames.send(next, call(66, 1, "next"));
            assertThat(RawFrames.receive(next).body()).isEqualTo("next");
            WaitFor.condition(() -> admission.clients() == 2);
        }
    }

    @Test
    void closingStopsAcceptingAndKeepsConnections() throws Exception {
        ConnectionAdmission admission = new ConnectionAdmission(10, 10);
        ServerListener listener = new ServerListener("test", unix(), admission, this::connect);
        listener.start();
        try (UnixSocket client = UnixSocket.connect(dir.resolve("s"), SOON)) {
            RawFrames.send(client, call(66, 1, "one"));
            assertThat(RawFrames.receive(client).body()).isEqualTo("one");
            listener.close();
            listener.close();
            assertThat(dir.resolve("s")).doesNotExist();
            RawFrames.send(client, call(1, 2, "two"));
            assertThat(RawFrames.receive(client).body()).isEqualTo("two");
        }
        WaitFor.condition(() -> admission.clients() == 0);
    }

    @Test
    void tcpClientsAreServed() throws Exception {
        TcpTransportListener tcp =
                TcpTransportListener.bind(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        ConnectionAdmission admission = new ConnectionAdmission(10, 10);
        try (ServerListener listener = new ServerListener("tcp", tcp, admission, this::connect);
                Transport client = TcpTransport.connect(tcp.address(), SOON)) {
            listener.start();
            ByteBuffer call = call(1, 5, "over tcp");
            assertThat(client.tryWrite(call)).isEqualTo(call.capacity());
            FrameReader reader = new FrameReader(client, new FrameBuffers());
            assertThat(reader.next()).isTrue();
            assertThat(RawFrames.text(reader.payload())).isEqualTo("over tcp");
            reader.close();
        }
    }
}
