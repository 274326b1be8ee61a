package org.ostler.driver.xen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.ostler.posix.Fd;
import org.ostler.posix.Poll;
import org.ostler.posix.PosixException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class StreamPumpTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final byte[] HEAD =
            HexFormat.of().parseHex("4c6962786c466d7400000002000000000100000000000000");

    @Test
    void everythingThatWasWrittenHasPassedWhenItIsFinished() throws PosixException {
        var bytes = new ByteArrayOutputStream();
        try (StreamPump pump = StreamPump.to(Channels.newChannel(bytes), () -> {}).start()) {
            write(pump.descriptor(), 3 << 20);
            assertThat(pump.finish()).isEmpty();
        }
        assertThat(bytes.size()).isEqualTo(3 << 20);
    }

    @Test
    void writerGoesOnWhenTheOtherSideHasFailed() throws Exception {
        var told = new CountDownLatch(1);
        try (StreamPump pump = StreamPump.to(new BrokenChannel(), told::countDown).start()) {
            write(pump.descriptor(), 3 << 20);
            assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(pump.finish()).hasValueSatisfying(e -> assertThat(e).hasMessage("no space"));
        }
    }

    @Test
    void sourceIsPassedOnWithItsHead() throws PosixException {
        byte[] stream = java.util.Arrays.copyOf(HEAD, 100);
        try (StreamPump pump =
                StreamPump.from(Channels.newChannel(new ByteArrayInputStream(stream)), () -> {})
                        .start()) {
            pump.awaitHead();
            ByteBuffer buffer = ByteBuffer.allocateDirect(200);
            while (buffer.position() < stream.length) {
                Poll.await(pump.descriptor(), Poll.READABLE, LIMIT);
                assertThat(pump.descriptor().read(buffer)).isPositive();
            }
            assertThat(buffer.flip()).isEqualTo(ByteBuffer.wrap(stream));
        }
    }

    @Test
    void waitForASourceThatSaysNothingCanBeGivenUp() throws IOException {
        var silent = Pipe.open();
        try (StreamPump pump = StreamPump.from(silent.source(), () -> {}).start()) {
            pump.giveUpHead();
            assertThatThrownBy(pump::awaitHead)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("cancelled");
        } finally {
            silent.sink().close();
            silent.source().close();
        }
    }

    private static void write(Fd descriptor, int bytes) throws PosixException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
        int left = bytes;
        while (left > 0) {
            int n = descriptor.write(buffer.clear().limit(Math.min(left, buffer.capacity())));
            if (n == 0) {
                Poll.await(descriptor, Poll.WRITABLE, LIMIT);
            }
            left -= n;
        }
    }

    /// A full disk.
    private static final class BrokenChannel implements WritableByteChannel {
        @Override
        public int write(ByteBuffer source) throws IOException {
            throw new IOException("no space");
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
