package org.ostler.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ostler.wire.RawFrames.KEEPALIVE;
import static org.ostler.wire.RawFrames.REMOTE;
import static org.ostler.wire.RawFrames.SOON;
import static org.ostler.wire.RawFrames.call;
import static org.ostler.wire.RawFrames.frame;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ostler.posix.UnixSocket;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Server connections that rest in one place while their peers are silent.
@Timeout(60)
class IdleConnectionsTest {
    private static final Duration SHORT = Duration.ofMillis(5);
    private static final byte[] NOTHING = {};

    private final ManualTimer timer = new ManualTimer();
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    private final FrameBuffers buffers = new FrameBuffers();
    private final List<ServerConnection> connections = new ArrayList<>();
    private final List<UnixSocket> peers = new ArrayList<>();
    private IdleConnections idle;

    @BeforeEach
    void start() throws Exception {
        idle = IdleConnections.start(SHORT);
    }

    @AfterEach
    void end() {
        connections.forEach(ServerConnection::close);
        peers.forEach(UnixSocket::close);
        idle.close();
        tasks.shutdown();
    }

    private UnixSocket connected() throws Exception {
        List<UnixSocket> pair = UnixSocket.pair();
        ServerConnection connection =
                new ServerConnection(
                        connections.size(),
                        "idle-test",
                        new UnixTransport(pair.get(1)),
                        ConnectionLimits.DEFAULT,
                        TestServer.services(buffers, timer, tasks, idle),
                        new FrameCheck(Map.of(REMOTE, 1)),
                        TestServer.handler(TestServer::echo));
        connection.markAuthenticated();
        synchronized (this) {
            connections.add(connection);
            peers.add(pair.get(0));
        }
        connection.start();
        return pair.get(0);
    }

    private static long readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("idle-test client"))
                .count();
    }

    private void awaitResting(int count) {
        WaitFor.condition(() -> idle.resting() == count);
    }

    private static void answers(UnixSocket peer, int serial, String text) throws Exception {
        RawFrames.send(peer, call(1, serial, text));
        assertThat(RawFrames.receive(peer).body()).isEqualTo(text);
    }

    @Test
    void silentConnectionsHaveNoThreadAndAreStillAnswered() throws Exception {
        for (int i = 0; i < 300; i++) {
            connected();
        }
        awaitResting(300);
        WaitFor.condition(() -> readers() == 0);
        answers(peers.get(7), 1, "seven");
        answers(peers.get(299), 1, "last");
        awaitResting(300);
        answers(peers.get(7), 2, "seven again");
    }

    @Test
    void keepaliveIsAnsweredWithoutAThread() throws Exception {
        UnixSocket peer = connected();
        awaitResting(1);
        WaitFor.condition(() -> readers() == 0);
        for (int i = 0; i < 10; i++) {
            RawFrames.send(peer, frame(KEEPALIVE, 1, 1, 2, 0, 0, NOTHING));
            assertThat(RawFrames.receive(peer).procedure()).isEqualTo(2);
            assertThat(readers()).isZero();
        }
    }

    @Test
    void floodOfPingsGetsAThreadOfItsOwnAndHoldsUpNobody() throws Exception {
        UnixSocket flooder = connected();
        UnixSocket other = connected();
        awaitResting(2);
        ByteBuffer pings = ByteBuffer.allocateDirect(28 * 100);
        for (int i = 0; i < 100; i++) {
            pings.put(frame(KEEPALIVE, 1, 1, 2, 0, 0, NOTHING));
        }
        RawFrames.send(flooder, pings.flip());
        answers(other, 1, "at once");
        for (int i = 0; i < 100; i++) {
            assertThat(RawFrames.receive(flooder).program()).isEqualTo(KEEPALIVE);
        }
        awaitResting(2);
    }

    @Test
    void framesThatComeInPiecesArePutTogether() throws Exception {
        UnixSocket peer = connected();
        ByteBuffer small = call(1, 1, "byte by byte");
        for (int i = 1; i <= small.capacity(); i++) {
            awaitResting(1);
            small.limit(i);
            RawFrames.send(peer, small);
        }
        assertThat(RawFrames.receive(peer).body()).isEqualTo("byte by byte");
        String text = "x".repeat(300_000);
        ByteBuffer large = call(1, 2, text);
        for (int part = 1; part <= 4; part++) {
            awaitResting(1);
            large.limit(part * large.capacity() / 4);
            RawFrames.send(peer, large);
        }
        assertThat(RawFrames.receive(peer).body()).hasSize(text.length());
    }

    @Test
    void endOfASilentPeerIsNoticed() throws Exception {
        UnixSocket peer = connected();
        awaitResting(1);
        peer.close();
        assertThat(connections.getFirst().whenEnded().get(10, TimeUnit.SECONDS).cause())
                .isEqualTo(ConnectionEnd.Cause.PEER_CLOSED);
        assertThat(idle.resting()).isZero();
    }

    @Test
    void restingConnectionCanBeClosedHere() throws Exception {
        UnixSocket peer = connected();
        awaitResting(1);
        connections.getFirst().close();
        assertThat(idle.resting()).isZero();
        assertThat(RawFrames.receive(peer).end()).isTrue();
    }

    @Test
    void violationOfARestingPeerEndsItsConnectionOnly() throws Exception {
        UnixSocket good = connected();
        UnixSocket bad = connected();
        awaitResting(2);
        RawFrames.send(bad, RawFrames.words(3));
        assertThat(RawFrames.receive(bad).end()).isTrue();
        answers(good, 1, "good");
    }

    @Test
    void everyCallIsAnsweredHoweverPeersPause() throws Exception {
        List<Future<?>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(24)) {
            for (int i = 0; i < 24; i++) {
                Random random = new Random(i);
                clients.add(
                        threads.submit(
                                () -> {
                                    talk(random);
                                    return null;
                                }));
            }
            for (Future<?> client : clients) {
                client.get(50, TimeUnit.SECONDS);
            }
        }
    }

    /// Calls with pauses about as long as those after which a connection rests.
    private void talk(Random random) throws Exception {
        for (int life = 0; life < 10; life++) {
            UnixSocket peer = connected();
            for (int serial = 0; serial < 20; serial++) {
                answers(peer, serial, "a".repeat(random.nextInt(6000)));
                LockSupport.parkNanos(random.nextLong(2 * SHORT.toNanos()));
            }
            peer.close();
        }
    }

    @Test
    void crowdOfTalkersIsAnsweredAndRests() throws Exception {
        int count = 400;
        for (int i = 0; i < count; i++) {
            connected();
        }
        for (int round = 1; round <= 3; round++) {
            for (UnixSocket peer : peers) {
                RawFrames.send(peer, call(1, round, "all at once"));
            }
            for (UnixSocket peer : peers) {
                assertThat(peer.awaitReadable(SOON)).isTrue();
                assertThat(RawFrames.receive(peer).body()).isEqualTo("all at once");
            }
        }
        awaitResting(count);
    }
}
