package org.ostler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// `kill -9` of the daemon at random moments: no acknowledged change is lost, no file is torn, and
/// guests that ran still run and answer.
///
/// The moments come from a seed that is printed; `-Dostler.kills` and `-Dostler.seed` set how many
/// and which. 30 kills by default, 100 in full runs.
class KillNineTest {
    private static final Duration BOOT = Duration.ofSeconds(60);
    private static final long LONGEST_MOMENT_NANOS = 2_000_000_000L;

    @TempDir private Path folder;

    @Test
    void killedDaemonLosesNoAcknowledgedChangeAndDisturbsNoGuest() throws Exception {
        assumeTrue(Programs.installed("virsh"), "virsh is not installed");
        SmallGuest guest = SmallGuest.make();
        int kills =
                Integer.getInteger("ostler.kills", Boolean.getBoolean("ostler.full") ? 100 : 30);
        long seed = Long.getLong("ostler.seed", System.nanoTime());
        System.out.println("kill -9 moments from seed " + seed);
        Random random = new Random(seed);
        int changes = 0;
        try (Daemon daemon = Daemon.start(folder);
                ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            Virsh virsh = daemon.virsh("qemu:///system");
            Witness witness = Witness.start(virsh, folder, guest);
            Ledger ledger = new Ledger(virsh, (name, title) -> definition(guest, name, title));
            for (int kill = 0; kill < kills; kill++) {
                Random work = new Random(random.nextLong());
                Future<Integer> changed =
                        workers.submit(() -> ledger.changeUntilTheDaemonIsGone(work));
                letWorkFor(changed, Duration.ofNanos(random.nextLong(LONGEST_MOMENT_NANOS)));
                daemon.kill();
                changes += changed.get(2, TimeUnit.MINUTES);
                daemon.startAgain();
                witness.stillRunsAndAnswers("ping-" + kill);
                ledger.verify("after kill " + kill);
            }
            witness.end();
            ledger.clear();
            assertThat(qemus()).as("processes that nobody manages").isEmpty();
        } finally {
            qemus().forEach(ProcessHandle::destroyForcibly);
        }
        System.out.println(kills + " kills among " + changes + " acknowledged changes");
        assertThat(changes).as("acknowledged changes").isPositive();
    }

    /// The random moment: the work goes on for that long, or ends earlier.
    private static void letWorkFor(Future<?> work, Duration moment) throws Exception {
        try {
            work.get(moment.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException itsTime) {
            // The work goes on, and the daemon dies under it.
        }
    }

    /// The guests' processes that are left: their command lines name the test's folder.
    private List<ProcessHandle> qemus() {
        return ProcessHandle.allProcesses()
                .filter(
                        process -> {
                            String line = process.info().commandLine().orElse("");
                            return line.contains("qemu-system") && line.contains(folder.toString());
                        })
                .toList();
    }

    private Path definition(SmallGuest guest, String name, String title) {
        UUID uuid = UUID.nameUUIDFromBytes(new byte[] {(byte) name.charAt(1)});
        String xml = guest.xml(name, uuid, "");
        return SmallGuest.file(
                folder, name, xml.replace("<memory", "<title>" + title + "</title><memory"));
    }

    /// A guest that runs all the time, on the same console, under the same id.
    private record Witness(Virsh virsh, Path folder, String id, String pty) {
        static Witness start(Virsh virsh, Path folder, SmallGuest guest) throws IOException {
            Path file = SmallGuest.file(folder, "witness", guest.xml("witness"));
            virsh.run("create", file.toString()).succeeded();
            Witness witness =
                    new Witness(
                            virsh,
                            folder,
                            virsh.run("domid", "witness").succeeded().strip(),
                            virsh.run("ttyconsole", "witness").succeeded().strip());
            witness.answers("ping-first");
            return witness;
        }

        void stillRunsAndAnswers(String word) throws IOException {
            assertThat(virsh.run("domstate", "witness").succeeded()).as(word).contains("running");
            assertThat(virsh.run("domid", "witness").succeeded().strip()).isEqualTo(id);
            assertThat(virsh.run("ttyconsole", "witness").succeeded().strip()).isEqualTo(pty);
            answers(word);
        }

        private void answers(String word) throws IOException {
            try (Background console =
                    virsh.startOnTerminal(
                            folder.resolve("console-" + word), "console", "witness")) {
                console.awaitOutput("Escape character", BOOT);
                // What is typed before virsh has made its terminal raw is lost.
                Awaitility.await("the witness answers " + word)
                        .atMost(BOOT)
                        .pollInterval(Duration.ofMillis(250))
                        .until(
                                () -> {
                                    console.type(word + "\r");
                                    return console.output().contains("echo: " + word);
                                });
            }
        }

        void end() {
            virsh.run("destroy", "witness").succeeded();
        }
    }
}
