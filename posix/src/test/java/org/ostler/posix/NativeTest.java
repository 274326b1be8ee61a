package org.ostler.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;

/// What libraries of C need besides descriptors.
class NativeTest {
    private static final NativeLibrary LIBC = NativeLibrary.LIBC;

    @Test
    void eightWordsArriveWhetherTheyAreVariableOrNot() {
        try (Arena arena = Arena.ofConfined()) {
            NativeMemory text = NativeMemory.in(arena, 64, 1);
            long format = CString.in(arena, "%d %ld %s %u %d");
            long n =
                    LIBC.function("snprintf")
                            .call(text.address(), 64, format, -1, 1L << 40, format, 7, -8);
            assertThat((int) n).isEqualTo(CString.copy(text.address()).length());
            assertThat(CString.copy(text.address()))
                    .isEqualTo("-1 1099511627776 %d %ld %s %u %d 7 -8");
        }
    }

    @Test
    void narrowResultIsRightOnceItIsCast() {
        try (Arena arena = Arena.ofConfined()) {
            assertThat((int) LIBC.function("atoi").call(CString.in(arena, "-3"))).isEqualTo(-3);
        }
    }

    @Test
    void stringThatWasGivenIsCopiedAndFreed() {
        try (Arena arena = Arena.ofConfined()) {
            long given = LIBC.function("strdup").call(CString.in(arena, "höre"));
            assertThat(CString.take(given)).isEqualTo("höre");
            assertThat(CString.take(0)).isEmpty();
        }
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatExceptionOfType(UnsatisfiedLinkError.class)
                .isThrownBy(() -> LIBC.function("no_such_function"))
                .withMessageContaining("no_such_function");
        assertThatExceptionOfType(UnsatisfiedLinkError.class)
                .isThrownBy(() -> NativeLibrary.load(Path.of("/nowhere/libnone.so")))
                .withMessageContaining("/nowhere/libnone.so");
    }

    @Test
    void standardIoWritesThroughADescriptorOfItsOwn() throws Exception {
        try (Pipe pipe = Pipe.nonBlocking(1 << 16);
                Arena arena = Arena.ofConfined()) {
            try (StandardIoFile file = StandardIoFile.writingTo(pipe.sink())) {
                pipe.sink().close();
                LIBC.function("fputs").call(CString.in(arena, "said"), file.pointer());
            }
            ByteBuffer buffer = ByteBuffer.allocateDirect(16);
            assertThat(pipe.source().read(buffer)).isEqualTo(4);
            assertThat(pipe.source().read(buffer)).isEqualTo(-1);
        }
    }

    @Test
    void pipeThatDoesNotBlockTakesItsCapacityAndSaysWhenItIsFull() throws Exception {
        try (Pipe pipe = Pipe.nonBlocking(1 << 17)) {
            ByteBuffer more = ByteBuffer.allocateDirect(1 << 18);
            assertThat(pipe.source().read(ByteBuffer.allocateDirect(1))).isZero();
            assertThat(pipe.sink().write(more)).isIn(1 << 16, 1 << 17);
            assertThat(pipe.sink().write(more)).isZero();
        }
    }

    @Test
    void setOfDescriptorsTellsWhichAreReady() throws Exception {
        try (Eventfd silent = Eventfd.create();
                Eventfd signalled = Eventfd.create();
                Arena arena = Arena.ofConfined()) {
            PollSet set = new PollSet(arena, 2);
            signalled.signal();
            set.watch(0, silent.fd());
            set.watch(1, signalled.fd());
            assertThat(set.await(2, 20_000)).isEqualTo(1);
            assertThat(set.isReady(0)).isFalse();
            assertThat(set.isReady(1)).isTrue();
            assertThat(set.await(1, 0)).isZero();
        }
    }

    @Test
    void descriptorsThatOthersOpenedAreMarkedCloseOnExec() throws Exception {
        try (Eventfd event = Eventfd.create()) {
            int number = (int) LIBC.function("dup").call(event.fd().number());
            try (Fd bare = Fd.own(number, "bare")) {
                assertThat(FdTest.isCloseOnExec(bare)).isFalse();
                CloseOnExec.markAll();
                assertThat(FdTest.isCloseOnExec(bare)).isTrue();
            }
        }
    }

    @Test
    void closedFileIsClosedOnce() throws Exception {
        try (Pipe pipe = Pipe.create()) {
            StandardIoFile file = StandardIoFile.writingTo(pipe.sink());
            file.close();
            file.close();
            assertThat(Poll.await(pipe.source(), Poll.READABLE, Duration.ZERO)).isZero();
        }
    }
}
