package org.ostler.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.ostler.wire.RawFrames.REMOTE;
import static org.ostler.wire.RawFrames.SOON;
import static org.ostler.wire.RawFrames.bytes;
import static org.ostler.wire.RawFrames.call;
import static org.ostler.wire.RawFrames.frame;
import static org.ostler.wire.RawFrames.send;
import static org.ostler.wire.RawFrames.text;
import static org.ostler.wire.RawFrames.words;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ostler.posix.Eventfd;
import org.ostler.posix.Fd;
import org.ostler.posix.UnixSocket;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

class FrameReaderTest {
    private final FrameBuffers buffers = new FrameBuffers();
    private UnixSocket peer;
    private UnixTransport transport;
    private FrameReader reader;

    @BeforeEach
    void connect() throws Exception {
        List<UnixSocket> pair = UnixSocket.pair();
        peer = pair.get(0);
        transport = new UnixTransport(pair.get(1));
        reader = new FrameReader(transport, buffers);
    }

    @AfterEach
    void close() {
        reader.close();
        transport.close();
        peer.close();
    }

    @Test
    void headerAndPayloadArriveAsSent() throws Exception {
        send(peer, frame(REMOTE, 1, -7, 0, 0xfffffffe, 2, bytes("abcd")));
        assertThat(reader.next()).isTrue();
        assertThat(reader.header())
                .isEqualTo(new FrameHeader(REMOTE, 1, -7, FrameType.CALL, -2, 2));
        assertThat(text(reader.payload())).isEqualTo("abcd");
    }

    @Test
    void framesThatArriveTogetherAreCutApart() throws Exception {
        ByteBuffer both = ByteBuffer.allocateDirect(100);
        both.put(call(1, 1, "one")).put(call(2, 2, "")).flip();
        send(peer, both);
        assertThat(reader.next()).isTrue();
        assertThat(text(reader.payload())).isEqualTo("one");
        assertThat(reader.tryNext()).isTrue();
        assertThat(reader.header().serial()).isEqualTo(2);
        assertThat(reader.payload().remaining()).isZero();
        assertThat(reader.tryNext()).isFalse();
        assertThat(reader.ended()).isFalse();
    }

    @Test
    void frameThatArrivesByteByByteIsPutTogether() throws Exception {
        ByteBuffer all = call(1, 1, "slow");
        for (int i = 0; i < all.capacity(); i++) {
            assertThat(reader.tryNext()).isFalse();
            send(peer, all.limit(i + 1));
        }
        assertThat(reader.tryNext()).isTrue();
        assertThat(text(reader.payload())).isEqualTo("slow");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 27, 33554437, -1})
    void impossibleLengthIsRefused(int length) throws Exception {
        send(peer, words(length, 1, 2, 3, 4, 5, 6, 7));
        assertThatExceptionOfType(FrameException.class).isThrownBy(reader::next);
    }

    @Test
    void loweredLimitHoldsUntilRaised() throws Exception {
        reader.limitFrames(32);
        send(peer, call(1, 1, "four"));
        assertThat(reader.next()).isTrue();
        send(peer, call(1, 1, "eight888"));
        assertThatExceptionOfType(FrameException.class).isThrownBy(reader::next);
        reader.limitFrames(FrameHeader.MAX_FRAME_BYTES);
        assertThat(reader.next()).isTrue();
    }

    @Test
    void endWithinAFrameIsTheEnd() throws Exception {
        send(peer, call(1, 1, "whole"), words(40, 1, 2));
        peer.shutdownOutput();
        assertThat(reader.next()).isTrue();
        assertThat(reader.next()).isFalse();
        assertThat(reader.ended()).isTrue();
    }

    @Test
    void claimedLengthTakesNoMemoryUntilBytesArrive() throws Exception {
        send(peer, words(FrameHeader.MAX_FRAME_BYTES, REMOTE, 1, 1, 0, 0, 0));
        assertThat(reader.tryNext()).isFalse();
        assertThat(reader.capacity()).isLessThan(8192);
    }

    @Test
    void framesOfAllSizesSurvive() throws Exception {
        Random random = new Random(1);
        int[] sizes = {0, 1, 4099, 4100, 4101, 16384, 262120, 1 << 20, 3, 9_000_000, 5000, 2};
        Thread sender =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    Random same = new Random(1);
                                    try {
                                        for (int size : sizes) {
                                            byte[] body = new byte[size];
                                            same.nextBytes(body);
                                            send(peer, frame(REMOTE, 1, 1, 0, size, 0, body));
                                        }
                                    } catch (Exception e) {
                                        throw new AssertionError(e);
                                    }
                                });
        for (int size : sizes) {
            byte[] expected = new byte[size];
            random.nextBytes(expected);
            assertThat(reader.next()).isTrue();
            byte[] body = new byte[reader.payload().remaining()];
            reader.payload().get(body);
            assertThat(body).isEqualTo(expected);
        }
        assertThat(sender.join(SOON)).isTrue();
    }

    @Test
    void bufferShrinksWhenTheConnectionPauses() throws Exception {
        Thread sender =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        byte[] large = new byte[1 << 20];
                                        send(peer, frame(REMOTE, 1, 1, 0, 1, 0, large));
                                    } catch (Exception e) {
                                        throw new AssertionError(e);
                                    }
                                });
        assertThat(reader.next()).isTrue();
        assertThat(sender.join(SOON)).isTrue();
        assertThat(reader.capacity()).isGreaterThan(1 << 20);
        Thread waiting =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        reader.next();
                                    } catch (Exception e) {
                                        throw new AssertionError(e);
                                    }
                                });
        WaitFor.condition(() -> reader.capacity() < 8192);
        transport.close();
        assertThat(waiting.join(SOON)).isTrue();
    }

    @Test
    void announcedDescriptorsArriveWithTheirFrameThoughFramesAreReadAhead() throws Exception {
        try (Eventfd a = Eventfd.create();
                Eventfd b = Eventfd.create()) {
            b.signal();
            send(peer, call(1, 1, "before"));
            send(peer, frame(REMOTE, 1, 2, 4, 2, 0, new byte[] {0, 0, 0, 2, 'x', 'y', 'z', 0}));
            peer.sendDescriptor(a.fd(), SOON);
            peer.sendDescriptor(b.fd(), SOON);
            send(peer, call(3, 3, "after"));
        }
        assertThat(reader.next()).isTrue();
        assertThat(reader.takeDescriptors()).isEmpty();
        assertThat(reader.next()).isTrue();
        assertThat(reader.header().type()).isEqualTo(FrameType.CALL_WITH_FDS);
        assertThat(text(reader.payload())).isEqualTo("xyz\0");
        List<Fd> received = reader.takeDescriptors();
        assertThat(received).hasSize(2);
        ByteBuffer eight = ByteBuffer.allocateDirect(8);
        assertThat(received.get(0).read(eight)).isZero();
        assertThat(received.get(1).read(eight)).isEqualTo(8);
        received.forEach(Fd::close);
        assertThat(reader.next()).isTrue();
        assertThat(text(reader.payload())).isEqualTo("after");
    }

    @Test
    void announcedDescriptorThatIsAPlainByteIsRefused() throws Exception {
        send(peer, frame(REMOTE, 1, 2, 4, 2, 0, new byte[] {0, 0, 0, 1}), words(0));
        assertThatExceptionOfType(FrameException.class).isThrownBy(reader::next);
    }

    @Test
    void tooManyDescriptorsAreRefused() throws Exception {
        send(peer, frame(REMOTE, 1, 2, 4, 2, 0, new byte[] {0, 0, 0, 33}));
        assertThatExceptionOfType(FrameException.class).isThrownBy(reader::next);
    }

    @Test
    void descriptorThatNobodyAnnouncedIsClosed() throws Exception {
        ByteBuffer body = call(1, 1, "");
        List<UnixSocket> probe = UnixSocket.pair();
        UnixSocket mine = probe.get(0);
        // A zero byte with a descriptor inside a frame: the first byte of the length word.
        peer.sendDescriptor(probe.get(1).fd(), SOON);
        probe.get(1).fd().close();
        send(peer, body.position(1));
        assertThat(reader.next()).isTrue();
        ByteBuffer one = ByteBuffer.allocateDirect(1);
        assertThat(mine.awaitReadable(SOON)).isTrue();
        assertThat(mine.read(one)).isEqualTo(-1);
        mine.close();
    }
}
