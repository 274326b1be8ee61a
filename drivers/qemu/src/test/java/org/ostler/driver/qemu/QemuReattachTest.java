package org.ostler.driver.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.api.Domain;
import org.ostler.api.DomainState;
import org.ostler.api.Fault;
import org.ostler.engine.Engine;
import org.ostler.engine.EnginePaths;
import org.ostler.model.DomainXml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/// Guests whose QEMU does not answer when a driver begins again: they are kept, can be ended, and
/// are managed again once QEMU answers.
class QemuReattachTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir private Path folder;

    @BeforeEach
    void needsQemu() {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/qemu-system-x86_64")),
                "qemu-system-x86_64 is not installed");
    }

    @Test
    void stuckQemuKeepsItsGuestAndIsManagedAgainOnceItAnswers() throws Exception {
        try (Stuck stuck = new Stuck(start());
                Engine again = open()) {
            Domain guest = again.domain("g").orElseThrow();
            assertThat(guest.status().state()).isEqualTo(DomainState.RUNNING);
            Fault refused = catchThrowableOfType(Fault.class, () -> guest.suspend());
            assertThat(refused.sentence()).contains("monitor of guest 'g' does not answer");
            stuck.goOn();
            Eventually.holds(() -> suspended(guest));
            guest.destroy(Set.of()).await(LONG);
        }
    }

    @Test
    void stuckQemuCanBeDestroyed() throws Exception {
        try (Stuck stuck = new Stuck(start());
                Engine again = open()) {
            Domain guest = again.domain("g").orElseThrow();
            guest.destroy(Set.of()).await(LONG);
            assertThat(guest.status().state()).isEqualTo(DomainState.SHUTOFF);
            assertThat(stuck.process().isAlive()).isFalse();
        }
    }

    private static boolean suspended(Domain guest) throws InterruptedException {
        try {
            guest.suspend();
            return guest.status().state() == DomainState.PAUSED;
        } catch (Fault notYet) {
            assertThat(notYet.sentence()).contains("does not answer");
            return false;
        }
    }

    private Engine open() throws InterruptedException {
        QemuSettings settings =
                new QemuSettings("qemu:///system", new RunAs.Self(), folder.resolve("probes"));
        Engine engine = Engine.builder(new QemuDriver(settings), EnginePaths.under(folder)).open();
        assertThat(engine.awaitFirstLook(LONG)).isTrue();
        return engine;
    }

    /// A guest whose driver has gone.
    private ProcessHandle start() throws Exception {
        Path disk = BootSector.disk(folder.resolve("disk"), "hello\r\n");
        try (Engine engine = open()) {
            engine.define(
                            DomainXml.parse(
                                            """
                                            <domain type='qemu'>
                                              <name>g</name>
                                              <memory unit='MiB'>16</memory>
                                              <os><type arch='x86_64' machine='pc'>hvm</type></os>
                                              <devices>
                                                <disk type='file'>
                                                  <driver name='qemu' type='raw'/>
                                                  <source file='%s'/>
                                                  <target dev='hda'/>
                                                </disk>
                                              </devices>
                                            </domain>
                                            """
                                                    .formatted(disk))
                                    .spec(),
                            Set.of())
                    .start(Set.of())
                    .await(LONG);
        }
        return ProcessHandle.allProcesses()
                .filter(
                        process ->
                                process.info()
                                        .arguments()
                                        .map(a -> String.join(" ", a))
                                        .orElse("")
                                        .contains(folder.toString()))
                .findFirst()
                .orElseThrow();
    }

    /// A process that is stopped until it is let go on.
    private record Stuck(ProcessHandle process) implements AutoCloseable {
        Stuck {
            signal(process, "-STOP");
        }

        void goOn() {
            signal(process, "-CONT");
        }

        private static void signal(ProcessHandle process, String signal) {
            try {
                new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
