package org.ostler.driver.qemu;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.ostler.api.Hypervisor;
import org.ostler.conformance.Bench;
import org.ostler.conformance.HypervisorContract;
import org.ostler.engine.Engine;
import org.ostler.engine.EnginePaths;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// The contract of every driver, kept by this one in process, with the small Linux guest in a real
/// QEMU.
class QemuConformanceTest extends HypervisorContract {
    private static final int GUEST_SECONDS_MAX = 300;

    @Override
    protected Bench makeBench() {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/qemu-system-x86_64")),
                "qemu-system-x86_64 is not installed");
        try {
            return new QemuBench(smallGuest(), Files.createTempDirectory("ostler-qemu"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static Path smallGuest() throws IOException, InterruptedException {
        Path script = Path.of(System.getProperty("ostler.root", "../.."), "lab/guest.sh");
        Process process =
                new ProcessBuilder(script.toString())
                        .redirectInput(new java.io.File("/dev/null"))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String folder =
                new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8)
                        .strip();
        if (!process.waitFor(GUEST_SECONDS_MAX, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(script + " does not end");
        }
        assumeTrue(process.exitValue() != 3, "the small guest's packages cannot be had");
        return Path.of(folder);
    }

    /// One engine for the whole suite, its views handed out as connections.
    private static final class QemuBench implements Bench {
        private final Path guest;
        private final Engine engine;

        QemuBench(Path guest, Path directory) {
            this.guest = guest;
            QemuSettings settings =
                    new QemuSettings(
                            "qemu:///system", new RunAs.Self(), directory.resolve("cache"));
            this.engine =
                    Engine.builder(new QemuDriver(settings), EnginePaths.under(directory)).open();
        }

        @Override
        public String driver() {
            return "qemu";
        }

        @Override
        public String guestType() {
            return "hvm";
        }

        @Override
        public String access() {
            return "in-process";
        }

        @Override
        public Map<String, String> versions() {
            return Map.of("qemu", "" + engine.info().version());
        }

        @Override
        public Hypervisor open() {
            return engine.as(org.ostler.api.Caller.SELF);
        }

        @Override
        public DomainSpec guest(String name, UUID uuid) {
            return spec(name, uuid, guest.resolve("kernel").toString());
        }

        @Override
        public Optional<DomainSpec> brokenGuest(String name, UUID uuid) {
            return Optional.of(spec(name, uuid, "/no/such/kernel"));
        }

        private DomainSpec spec(String name, UUID uuid, String kernel) {
            return DomainXml.parse(
                            """
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
                              <devices><serial type='pty'/></devices>
                            </domain>
                            """
                                    .formatted(
                                            name,
                                            uuid,
                                            kernel,
                                            guest.resolve("initrd.img"),
                                            cmdline()))
                    .spec();
        }

        private String cmdline() {
            try {
                return Files.readString(guest.resolve("cmdline")).strip();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Optional<String> consoleMarker() {
            return Optional.of("OSTLER-GUEST-UP");
        }

        @Override
        public boolean guestObeysShutdown() {
            return true;
        }

        @Override
        public Duration patience() {
            return Duration.ofMinutes(2);
        }

        @Override
        public void close() {
            engine.close();
        }
    }
}
