package org.ostler.cli;

import org.ostler.driver.qemu.QemuDriver;
import org.ostler.driver.qemu.QemuSettings;
import org.ostler.driver.qemu.RunAs;
import org.ostler.driver.test.TestHypervisor;
import org.ostler.engine.Engine;
import org.ostler.engine.EnginePaths;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// Makes the host for the demo: QEMU in this process, with a small Linux guest from Debian
/// packages, or, where those cannot be had, a boot sector that prints a line; without QEMU, the
/// test driver. Everything goes below one directory, which the caller removes.
final class DemoHosts {
    private static final int GUEST_SECONDS_MAX = 300;

    private final Path directory;

    DemoHosts(Path directory) {
        this.directory = directory;
    }

    /// Whether a QEMU for this machine's kind of guests is there.
    private static boolean hasQemu() {
        return Files.isExecutable(Path.of("/usr/bin/qemu-system-x86_64"));
    }

    /// The best host that this machine can be.
    DemoHost best() throws IOException, InterruptedException {
        return hasQemu() ? qemu() : test();
    }

    /// No hypervisor at all: the same calls on the driver that only pretends.
    static DemoHost test() {
        DomainSpec guest =
                DomainXml.parse(
                                """
                                <domain type='test'>
                                  <name>demo</name>
                                  <memory unit='MiB'>96</memory>
                                  <vcpu>1</vcpu>
                                  <os><type>hvm</type></os>
                                  <devices><serial type='null'/></devices>
                                </domain>
                                """)
                        .spec();
        return new DemoHost(
                TestHypervisor.open(),
                "which only pretends: QEMU is not installed (package qemu-system-x86), so no real"
                        + " guest runs here",
                guest,
                TestHypervisor.CONSOLE_READY);
    }

    /// QEMU, and the best guest that can be had.
    private DemoHost qemu() throws IOException, InterruptedException {
        QemuDriver driver =
                new QemuDriver(
                        new QemuSettings(
                                "qemu:///session", new RunAs.Self(), directory.resolve("cache")));
        Engine engine =
                Engine.builder(driver, EnginePaths.under(directory.resolve("engine"))).open();
        Optional<Path> linux = smallLinux();
        if (linux.isPresent()) {
            return new DemoHost(
                    engine, "with a small Linux guest", linux(linux.get()), "OSTLER-GUEST-UP");
        }
        Path disk = Files.write(directory.resolve("boot-sector.img"), BootSector.image());
        return new DemoHost(
                engine,
                "with a boot sector as its guest (no Debian packages to be had for a Linux one)",
                sector(disk),
                BootSector.TEXT);
    }

    /// The folder with kernel, initramfs and kernel options, made by the checkout's own script.
    private static Optional<Path> smallLinux() throws IOException, InterruptedException {
        Path script =
                Path.of(System.getProperty("ostler.home", "target/dist"))
                        .toAbsolutePath()
                        .resolve("../../lab/guest.sh")
                        .normalize();
        if (!Files.isExecutable(script)) {
            return Optional.empty();
        }
        Process process =
                new ProcessBuilder(script.toString())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String folder =
                new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8)
                        .strip();
        if (!process.waitFor(GUEST_SECONDS_MAX, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return Optional.empty();
        }
        return process.exitValue() == 0 ? Optional.of(Path.of(folder)) : Optional.empty();
    }

    private static DomainSpec linux(Path folder) {
        return spec(
                """
                <os>
                  <type arch='x86_64' machine='pc'>hvm</type>
                  <kernel>%s</kernel>
                  <initrd>%s</initrd>
                  <cmdline>%s</cmdline>
                </os>
                """
                        .formatted(
                                folder.resolve("kernel"),
                                folder.resolve("initrd.img"),
                                read(folder.resolve("cmdline"))),
                "");
    }

    private static DomainSpec sector(Path disk) {
        return spec(
                "<os><type arch='x86_64' machine='pc'>hvm</type><boot dev='hd'/></os>",
                "<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='"
                        + disk
                        + "'/><target dev='hda' bus='ide'/></disk>");
    }

    private static DomainSpec spec(String os, String devices) {
        return DomainXml.parse(
                        """
                        <domain type='qemu'>
                          <name>demo</name>
                          <uuid>%s</uuid>
                          <memory unit='MiB'>96</memory>
                          <vcpu>1</vcpu>
                          %s
                          <features><acpi/></features>
                          <devices>
                            %s
                            <serial type='pty'/>
                            <memballoon model='none'/>
                          </devices>
                        </domain>
                        """
                                .formatted(UUID.randomUUID(), os, devices))
                .spec();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
