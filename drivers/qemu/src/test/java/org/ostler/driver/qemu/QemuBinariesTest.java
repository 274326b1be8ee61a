package org.ostler.driver.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

@Timeout(90)
class QemuBinariesTest {
    @TempDir Path dir;

    private QemuBinaries binaries() {
        return new QemuBinaries(dir.resolve("cache"), new RunAs.Self());
    }

    /// An executable that runs the real QEMU and leaves a line for each run.
    private Path counted() throws Exception {
        RealQemu.required();
        Path script = dir.resolve("qemu");
        Files.writeString(
                script,
                "#!/bin/sh\necho run >> '"
                        + dir.resolve("runs")
                        + "'\nexec "
                        + RealQemu.BINARY
                        + " \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }

    private long runs() throws Exception {
        return Files.readAllLines(dir.resolve("runs")).size();
    }

    @Test
    void realQemuTellsWhatItCanDo() throws Exception {
        RealQemu.required();
        QemuBinary qemu = binaries().get(RealQemu.BINARY);
        assertThat(qemu.version().major()).isGreaterThanOrEqualTo(5);
        assertThat(qemu.arch()).isEqualTo("x86_64");
        QemuBinary.Machine pc = qemu.machine("pc").orElseThrow();
        assertThat(pc.name()).startsWith("pc-i440fx-");
        assertThat(pc.maxCpus()).isGreaterThanOrEqualTo(255);
        assertThat(qemu.machine(pc.name())).contains(pc);
        assertThat(qemu.machine("none")).isPresent();
        assertThat(qemu.machine("no-such")).isEmpty();
        assertThat(qemu.defaultMachine()).isPresent();
        assertThat(qemu.cpus()).extracting(QemuBinary.Cpu::name).contains("max", "qemu64", "EPYC");
        assertThat(qemu.hasDevice("virtio-blk-pci")).isTrue();
        assertThat(qemu.hasDevice("no-such")).isFalse();
        assertThat(qemu.hasCommand("blockdev-add")).isTrue();
        assertThat(qemu.options()).contains("sandbox");
    }

    @Test
    void binaryIsProbedOnceAndKeptAcrossRestarts() throws Exception {
        Path qemu = counted();
        QemuBinaries first = binaries();
        QemuBinary probed = first.get(qemu);
        assertThat(first.get(qemu)).isSameAs(probed);
        assertThat(binaries().get(qemu)).isEqualTo(probed);
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void changedBinaryIsProbedAgain() throws Exception {
        Path qemu = counted();
        QemuBinaries binaries = binaries();
        binaries.get(qemu);
        Files.setLastModifiedTime(qemu, FileTime.from(Instant.ofEpochSecond(1)));
        binaries.get(qemu);
        assertThat(runs()).isEqualTo(2);
    }

    @Test
    void damagedOrForeignCacheIsIgnoredAndReplaced() throws Exception {
        Path qemu = counted();
        binaries().get(qemu);
        Path file;
        try (var files = Files.list(dir.resolve("cache"))) {
            file = files.toList().getFirst();
        }
        String good = Files.readString(file);
        for (String bad :
                new String[] {
                    "",
                    "{",
                    "[]",
                    good.replace("\"format\":1", "\"format\":2"),
                    good.replace("\"arch\"", "\"x\"")
                }) {
            Files.writeString(file, bad);
            binaries().get(qemu);
            assertThat(Files.readString(file)).isEqualTo(good);
        }
        assertThat(runs()).isEqualTo(6);
    }

    @Test
    void brokenBinaryIsExplainedInItsOwnWords() throws Exception {
        Path broken = dir.resolve("broken");
        Files.writeString(broken, "#!/bin/sh\necho 'cannot load libfoo.so.1' >&2\nexit 1\n");
        Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwxr-xr-x"));
        QemuProbeException e =
                catchThrowableOfType(QemuProbeException.class, () -> binaries().get(broken));
        assertThat(e).hasMessageContaining("cannot load libfoo.so.1");
        QemuProbeException none =
                catchThrowableOfType(
                        QemuProbeException.class, () -> binaries().get(dir.resolve("none")));
        assertThat(none).hasMessageContaining("does not exist");
    }

    @Test
    void accelerationIsProvenByAGuestThatRuns() {
        RealQemu.required();
        KvmProof proof = new KvmProof(new RunAs.Self());
        assertThat(proof.run(RealQemu.BINARY, "tcg")).isEmpty();
        assertThat(proof.run(RealQemu.BINARY, "xen")).isPresent();
    }

    @Test
    void absentKvmIsNotOffered() throws Exception {
        RealQemu.required();
        Assumptions.assumeFalse(QemuProbe.kvmNodePresent(), "needs a host without /dev/kvm");
        QemuBinary qemu = binaries().get(RealQemu.BINARY);
        assertThat(new KvmProof(new RunAs.Self()).objection(qemu))
                .contains("/dev/kvm does not exist");
    }
}
