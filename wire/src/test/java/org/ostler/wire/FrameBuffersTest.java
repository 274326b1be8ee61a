package org.ostler.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

class FrameBuffersTest {
    private final FrameBuffers buffers = new FrameBuffers();

    @ParameterizedTest
    @ValueSource(ints = {1, 28, 4096, 4224, 4225, 262_148, 1 << 20, 5_000_000, 33_554_436})
    void bufferIsLargeEnoughAndEmpty(int bytes) {
        ByteBuffer buffer = buffers.take(bytes);
        assertThat(buffer.capacity()).isGreaterThanOrEqualTo(bytes);
        assertThat(buffer.position()).isZero();
        assertThat(buffer.limit()).isEqualTo(buffer.capacity());
        assertThat(buffer.isDirect()).isTrue();
        buffers.give(buffer.position(bytes));
        assertThat(buffers.take(bytes).position()).isZero();
    }

    @Test
    void noBufferIsGivenToTwo() {
        Set<ByteBuffer> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 200; i++) {
            assertThat(taken.add(buffers.take(100))).isTrue();
        }
        taken.forEach(buffers::give);
        Set<ByteBuffer> again = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 200; i++) {
            assertThat(again.add(buffers.take(100))).isTrue();
        }
        assertThat(again).anyMatch(taken::contains);
    }

    @Test
    void memoryOfALargeBufferIsReturnedAtOnceAndItsViewsThrow() {
        ByteBuffer large = buffers.take(10_000_000);
        ByteBuffer view = large.slice(0, 10);
        assertThat(buffers.largeTaken()).isOne();
        buffers.give(large);
        assertThat(buffers.largeTaken()).isZero();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(view::get);
    }
}
