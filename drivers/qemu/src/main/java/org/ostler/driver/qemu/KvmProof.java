package org.ostler.driver.qemu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Finds out whether guests really run under KVM here, by running one: its firmware is five
/// instructions that write to QEMU's debug-exit port, so that QEMU ends with a known status when,
/// and only when, the vCPU has executed them.
///
/// A device node that exists proves nothing (nested hosts offer one under which guests hang).
/// Stateless; the caller keeps the answer. x86 guests only; on others KVM counts as not proven.
public final class KvmProof {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int FIRMWARE_BYTES = 1 << 16;

    /// Where an x86 starts: 16 bytes below the end of its firmware.
    private static final int RESET_VECTOR = FIRMWARE_BYTES - 16;

    /// `mov al,0x21; out 0xf4,al; cli; hlt; jmp back`.
    private static final byte[] CODE = {
        (byte) 0xb0,
        0x21,
        (byte) 0xe6,
        (byte) 0xf4,
        (byte) 0xfa,
        (byte) 0xf4,
        (byte) 0xeb,
        (byte) 0xfd
    };

    /// isa-debug-exit ends QEMU with (value << 1) | 1.
    private static final int EXPECTED_STATUS = (0x21 << 1) | 1;

    private final RunAs runAs;

    public KvmProof(RunAs runAs) {
        this.runAs = runAs;
    }

    /// Why guests of this binary cannot run under KVM here; empty when one just did. Takes some 100
    /// ms, at most 10 s.
    public Optional<String> objection(QemuBinary binary) {
        if (!binary.kvm().present()) {
            return Optional.of("the binary has no KVM in it");
        }
        if (!binary.arch().equals("x86_64") && !binary.arch().equals("i386")) {
            return Optional.of("KVM cannot be proven for guests of " + binary.arch());
        }
        if (!Files.exists(Path.of("/dev/kvm"))) {
            return Optional.of("/dev/kvm does not exist");
        }
        return run(binary.path(), "kvm");
    }

    /// As [#objection] for any accelerator, without looking at the host first.
    Optional<String> run(Path binary, String accelerator) {
        try {
            Path firmware = Files.createTempFile("ostler-kvm-proof", ".bin");
            try {
                Files.write(firmware, firmware());
                // QEMU may run as somebody else.
                firmware.toFile().setReadable(true, false);
                return run(binary, accelerator, firmware);
            } finally {
                Files.deleteIfExists(firmware);
            }
        } catch (IOException e) {
            return Optional.of("the test guest could not be run: " + Words.of(e));
        }
    }

    private Optional<String> run(Path binary, String accelerator, Path firmware)
            throws IOException {
        List<String> words =
                new ArrayList<>(List.of("timeout", "--signal=KILL", "" + LIMIT.toSeconds()));
        words.addAll(runAs.prefix());
        words.addAll(List.of(binary.toString(), "-machine", "pc,accel=" + accelerator));
        words.addAll(List.of("-nodefaults", "-no-user-config", "-display", "none", "-m", "1"));
        words.addAll(List.of("-bios", firmware.toString()));
        words.addAll(List.of("-device", "isa-debug-exit,iobase=0xf4,iosize=1"));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            byte[] said = process.getInputStream().readNBytes(4096);
            if (!process.waitFor(LIMIT.toSeconds() + 2, TimeUnit.SECONDS)) {
                return Optional.of("the test guest does not end");
            }
            int status = process.exitValue();
            if (status == EXPECTED_STATUS) {
                return Optional.empty();
            }
            return Optional.of(
                    status == 137 || status == 124
                            ? "a test guest hangs under it"
                            : "QEMU says: " + new String(said, StandardCharsets.UTF_8).strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted while a test guest ran");
        } finally {
            process.destroy();
        }
    }

    private static byte[] firmware() {
        byte[] image = new byte[FIRMWARE_BYTES];
        Arrays.fill(image, (byte) 0xf4);
        System.arraycopy(CODE, 0, image, RESET_VECTOR, CODE.length);
        return image;
    }
}
