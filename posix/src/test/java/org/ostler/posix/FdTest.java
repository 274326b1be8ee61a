package org.ostler.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;

class FdTest {
    @TempDir Path dir;

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        Path file = dir.resolve("f");
        try (Fd fd = Fd.open(file, EnumSet.of(OpenFlag.READ_WRITE, OpenFlag.CREATE), 0600)) {
            assertThat(fd.write(Buffers.of("hello"))).isEqualTo(5);
        }
        ByteBuffer in = ByteBuffer.allocateDirect(16);
        try (Fd fd = Fd.open(file, EnumSet.of(OpenFlag.READ_ONLY), 0)) {
            assertThat(fd.read(in)).isEqualTo(5);
            assertThat(fd.read(in)).isEqualTo(-1);
        }
        assertThat(Buffers.text(in.flip())).isEqualTo("hello");
    }

    @Test
    void failureNamesCallSubjectAndNumber() {
        Path missing = dir.resolve("missing");
        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> Fd.open(missing, EnumSet.of(OpenFlag.READ_ONLY), 0))
                .withMessage("open " + missing + ": No such file or directory (ENOENT)")
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT))
                .satisfies(e -> assertThat(e.errnoName()).isEqualTo("ENOENT"))
                .satisfies(e -> assertThat(e.errnoText()).isEqualTo("No such file or directory"));
    }

    @Test
    void unknownErrorNumberIsNamedByItsNumber() {
        assertThat(Errno.name(4711)).isEqualTo("errno 4711");
        assertThat(Errno.name(Errno.ECONNREFUSED)).isEqualTo("ECONNREFUSED");
        assertThat(Errno.name(133)).isEqualTo("EHWPOISON");
        assertThat(Errno.name(41)).isEqualTo("errno 41");
    }

    @Test
    void everyDescriptorIsCloseOnExec() throws Exception {
        try (Fd file = Fd.open(dir, EnumSet.of(OpenFlag.READ_ONLY, OpenFlag.DIRECTORY), 0);
                Eventfd event = Eventfd.create();
                Pipe pipe = Pipe.create();
                PseudoTerminal pty = PseudoTerminal.open();
                Pidfd self = Pidfd.open(ProcessHandle.current().pid())) {
            assertThat(self.hasEnded()).isFalse();
            for (Fd fd :
                    new Fd[] {file, event.fd(), pipe.source(), pipe.sink(), pty.terminal().fd()}) {
                assertThat(isCloseOnExec(fd)).as(fd.toString()).isTrue();
            }
        }
    }

    static boolean isCloseOnExec(Fd fd) throws Exception {
        String info = Files.readString(Path.of("/proc/self/fdinfo/" + fd.number()));
        String flags = info.lines().filter(l -> l.startsWith("flags:")).findFirst().orElseThrow();
        return (Long.parseLong(flags.replaceAll("\\D", ""), 8) & OpenFlag.CLOSE_ON_EXEC) != 0;
    }

    @Test
    void closedDescriptorIsNeverUsedAgain() throws Exception {
        Fd fd = Fd.open(dir.resolve("x"), EnumSet.of(OpenFlag.WRITE_ONLY, OpenFlag.CREATE), 0600);
        fd.close();
        fd.close();
        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> fd.write(Buffers.of("x")))
                .satisfies(e -> assertThat(e.is(Errno.EBADF)).isTrue());
    }

    @Test
    void numberStaysTakenUntilTheCallInProgressHasLeft() throws Exception {
        Pipe pipe = Pipe.create();
        Path self = Path.of("/proc/self/fd/" + pipe.source().number());
        Thread reader =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        pipe.source().read(ByteBuffer.allocateDirect(1));
                                    } catch (PosixException e) {
                                        throw new AssertionError(e);
                                    }
                                });
        Await.until(() -> whereItWaits(reader), "pipe_read", "anon_pipe_read");
        pipe.source().close();
        assertThat(self).exists();
        pipe.sink().write(Buffers.of("x"));
        assertThat(reader.join(Duration.ofSeconds(10))).isTrue();
        assertThat(self)
                .satisfiesAnyOf(
                        p -> assertThat(p).doesNotExist(),
                        p ->
                                assertThat(Files.readSymbolicLink(p).toString())
                                        .doesNotStartWith("pipe"));
        pipe.close();
    }

    /// The function of the kernel in which a thread waits; empty before it has a name there. Other
    /// threads may come and go meanwhile.
    private static String whereItWaits(Thread thread) throws Exception {
        try (var tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList()) {
                if (read(task.resolve("comm")).equals(thread.getName())) {
                    return read(task.resolve("wchan"));
                }
            }
        }
        return "";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException gone) {
            return "";
        }
    }

    @Test
    void nonBlockingPipeReportsNothingThereAsZero() throws Exception {
        try (Pipe pipe = Pipe.create()) {
            pipe.source().setNonBlocking(true);
            pipe.sink().setNonBlocking(true);
            assertThat(pipe.source().read(ByteBuffer.allocateDirect(1))).isZero();
            ByteBuffer much = ByteBuffer.allocateDirect(1 << 20);
            while (pipe.sink().write(much.rewind()) > 0) {
                assertThat(much.position()).isPositive();
            }
            assertThat(Poll.await(pipe.sink(), Poll.WRITABLE, Duration.ZERO)).isZero();
            pipe.source().close();
            assertThat(Poll.await(pipe.sink(), Poll.WRITABLE, Duration.ZERO) & Poll.ERROR)
                    .isNotZero();
            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> pipe.sink().write(Buffers.of("x")))
                    .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EPIPE));
        }
    }

    @Test
    void heapBufferIsRefused() throws Exception {
        try (Pipe pipe = Pipe.create()) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> pipe.source().read(ByteBuffer.allocate(1)));
        }
    }

    @Test
    void pathWithNulIsRefused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> CString.in(java.lang.foreign.Arena.ofAuto(), "a\0b"));
    }
}
