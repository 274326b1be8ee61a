package org.ostler.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

class FilesAndUsersTest {
    @TempDir Path dir;

    @Test
    void secondLockerIsToldWhoHoldsTheLock() throws Exception {
        Path path = dir.resolve("lock");
        try (LockFile held = LockFile.acquire(path)) {
            assertThat(held).isNotNull();
            assertThat(path).content().isEqualTo(ProcessHandle.current().pid() + "\n");
            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> LockFile.acquire(path))
                    .withMessageContaining("(held by pid " + ProcessHandle.current().pid() + ")")
                    .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.EAGAIN));
        }
        LockFile.acquire(path).close();
    }

    @Test
    void lockIsFreeOnceItsHolderDied() throws Exception {
        Path path = dir.resolve("lock");
        Process holder =
                new ProcessBuilder("flock", "-x", path.toString(), "sh", "-c", "echo held; read x")
                        .redirectErrorStream(true)
                        .start();
        try (Pidfd watched = Pidfd.open(holder.pid());
                var out = holder.inputReader()) {
            assertThat(out.readLine()).isEqualTo("held");
            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> LockFile.acquire(path));
            holder.getOutputStream().close();
            assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(watched.hasEnded()).isTrue();
            LockFile.acquire(path).close();
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void ownerIsSetByNumberThoughItHasNoName() throws Exception {
        Assumptions.assumeTrue(Users.effectiveUid() == 0, "changing owners needs root");
        Path file = Files.writeString(dir.resolve("f"), "x");
        Ownership.change(file, OptionalInt.of(54321), OptionalInt.of(54322));
        assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(54321);
        try (Fd fd = Fd.open(file, EnumSet.of(OpenFlag.READ_ONLY), 0)) {
            Ownership.change(fd, OptionalInt.empty(), OptionalInt.of(54323));
        }
        assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(54321);
        assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(54323);
    }

    @Test
    void directoriesAndFilesAreSynced() throws Exception {
        Durability.syncDirectory(dir);
        Path file = dir.resolve("f");
        try (Fd fd = Fd.open(file, EnumSet.of(OpenFlag.WRITE_ONLY, OpenFlag.CREATE), 0600)) {
            fd.write(Buffers.of("x"));
            Durability.sync(fd);
        }
        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> Durability.syncDirectory(file))
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENOTDIR));
    }

    @Test
    void rootIsFoundByNameAndNumber() throws Exception {
        assertThat(Users.user("root")).hasValue(Users.user(0).orElseThrow());
        assertThat(Users.user("root").orElseThrow().uid()).isZero();
        assertThat(Users.user("root").orElseThrow().home()).isEqualTo("/root");
        assertThat(Users.group("root").orElseThrow().gid()).isZero();
        assertThat(Users.group(0).orElseThrow().name()).isEqualTo("root");
        assertThat(Users.user("no-such-user-here")).isEmpty();
        assertThat(Users.group("no-such-group-here")).isEmpty();
        assertThat(Users.user(1_999_999_999)).isEmpty();
    }

    @Test
    void aChildGetsAnEndOfAPipe() throws Exception {
        try (Pipe pipe = Pipe.create()) {
            Process child =
                    new ProcessBuilder("echo", "through")
                            .redirectOutput(ProcessBuilder.Redirect.to(Pipe.pathOf(pipe.sink())))
                            .start();
            pipe.sink().close();
            var in = java.nio.ByteBuffer.allocateDirect(64);
            assertThat(pipe.source().read(in)).isEqualTo(8);
            assertThat(Buffers.text(in.flip())).isEqualTo("through\n");
            assertThat(pipe.source().read(in.clear())).isEqualTo(-1);
            assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
