package org.ostler.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// The small QEMU guest that `lab/guest.sh` makes from Debian packages: a kernel, an initramfs, and
/// a line on its console once it is up.
record SmallGuest(Path kernel, Path initrd, String cmdline) {
    /// What it writes once it is up.
    static final String MARKER = "OSTLER-GUEST-UP";

    /// Makes it, or finds it made; skips the test with the reason where it cannot be had.
    static SmallGuest make() {
        assumeTrue(Programs.installed("qemu-system-x86_64"), "qemu-system-x86_64 is not installed");
        Outcome made =
                Programs.run(
                        Duration.ofMinutes(5), Programs.root().resolve("lab/guest.sh").toString());
        assumeTrue(made.exitCode() != 3, made.err());
        Path folder = Path.of(made.succeeded().strip());
        return reachable(folder);
    }

    /// A copy that an unprivileged QEMU can read; the cache may lie in somebody's home.
    private static SmallGuest reachable(Path made) {
        try {
            Path copy = Files.createTempDirectory("ostler-guest");
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx--x--x"));
            for (String name : List.of("kernel", "initrd.img")) {
                Path file = Files.copy(made.resolve(name), copy.resolve(name));
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
                file.toFile().deleteOnExit();
            }
            copy.toFile().deleteOnExit();
            return new SmallGuest(
                    copy.resolve("kernel"),
                    copy.resolve("initrd.img"),
                    read(made.resolve("cmdline")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Its description for QEMU.
    String xml(String name) {
        return xml(
                name,
                UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                "");
    }

    /// Its description with more devices.
    String xml(String name, UUID uuid, String devices) {
        return """
        <domain type='qemu'>
          <name>%s</name>
          <uuid>%s</uuid>
          <memory unit='MiB'>96</memory>
          <vcpu>1</vcpu>
          <os>
            <type arch='x86_64' machine='pc'>hvm</type>
            <kernel>%s</kernel>
            <initrd>%s</initrd>
            <cmdline>%s</cmdline>
          </os>
          <features><acpi/></features>
          <devices>
            %s
            <serial type='pty'/>
          </devices>
        </domain>
        """
                .formatted(name, uuid, kernel, initrd, cmdline, devices);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes a description to a file for virsh.
    static Path file(Path folder, String name, String xml) {
        try {
            return Files.writeString(folder.resolve(name + ".xml"), xml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
