package org.ostler.driver.xen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.channels.WritableByteChannel;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class StreamPumpTest {
    private static final byte[] HEAD =
            HexFormat.of().parseHex("4c6962786c466d7400000002000000000100000000000000");

    @Test
    void everythingThatWasWrittenHasPassedWhenItIsFinished() {
        var bytes = new ByteArrayOutputStream();
        try (StreamPump pump = StreamPump.to(Channels.newChannel(bytes), () -> {}).start()) {
            write(pump.descriptor(), 3 << 20);
            assertThat(pump.finish()).isEmpty();
        }
        assertThat(bytes.size()).isEqualTo(3 << 20);
    }

    @Test
    void writerGoesOnWhenTheOtherSideHasFailed() throws InterruptedException {
        var told = new CountDownLatch(1);
        try (StreamPump pump = StreamPump.to(new BrokenChannel(), told::countDown).start()) {
            write(pump.descriptor(), 3 << 20);
            assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(pump.finish()).hasValueSatisfying(e -> assertThat(e).hasMessage("no space"));
        }
    }

    @Test
    void sourceIsPassedOnWithItsHead() {
        byte[] stream = java.util.Arrays.copyOf(HEAD, 100);
        try (StreamPump pump =
                        StreamPump.from(
                                        Channels.newChannel(new ByteArrayInputStream(stream)),
                                        () -> {})
                                .start();
                Arena arena = Arena.ofConfined()) {
            pump.awaitHead();
            MemorySegment buffer = arena.allocate(200);
            int had = 0;
            while (had < stream.length) {
                Native.await(pump.descriptor(), Native.POLLIN, 20_000);
                int n = Native.read(pump.descriptor(), buffer.asSlice(had));
                assertThat(n).isPositive();
                had += n;
            }
            assertThat(buffer.asSlice(0, stream.length).toArray(ValueLayout.JAVA_BYTE))
                    .isEqualTo(stream);
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

    private static void write(int descriptor, int bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(1 << 16);
            int left = bytes;
            while (left > 0) {
                int n =
                        Native.write(
                                descriptor, memory.asSlice(0, Math.min(left, memory.byteSize())));
                if (n < 0) {
                    Native.await(descriptor, Native.POLLOUT, 20_000);
                } else {
                    left -= n;
                }
            }
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
