package org.ostler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// `kill -9` of the daemon and of the Xen driver's own process at random moments: no acknowledged
/// change is lost, and guests that ran still run and answer on their consoles.
///
/// The moments come from a seed that is printed; `-Dostler.kills` and `-Dostler.seed` set how many
/// and which. Without `-Dostler.kills` the kills end early, and say so, when a slow machine has
/// used up 150 seconds.
@Tag("xen")
class KillNineXenTest {
    private static final String WITNESS = "witness";
    private static final List<String> NAMES = List.of("k0", "k1", "k2");
    private static final Duration BUDGET = Duration.ofSeconds(150);
    private static final long MOMENT_NANOS_MAX = Duration.ofSeconds(4).toNanos();

    /// The driver's process is the daemon's child.
    private static final String KILL_DRIVER =
            """
            daemon=$(cat /run/ostler/lab.pid)
            for process in /proc/[1-9]*; do
                if grep -q "^PPid:[[:space:]]$daemon$" $process/status 2>/dev/null &&
                    tr '\\0' ' ' <$process/cmdline 2>/dev/null | grep -q -- '--driver-process xen'; then
                    kill -9 ${process#/proc/} && exit 0
                fi
            done
            echo "the driver's process is not there" >&2
            exit 3
            """;

    private static final String KILL_DAEMON = "kill -9 $(cat /run/ostler/lab.pid)";

    @TempDir private Path folder;

    private final XenLab lab = XenLab.reach();
    private final Virsh virsh = lab.virsh();
    private Ledger guests;

    @BeforeEach
    void begin() {
        assumeTrue(Programs.installed("virsh"), "virsh is not installed");
        guests = new Ledger(virsh, this::definition);
        Stream.concat(NAMES.stream(), Stream.of(WITNESS)).forEach(lab::remove);
    }

    @AfterEach
    void end() {
        lab.run("lab-ostler", "start");
        Stream.concat(NAMES.stream(), Stream.of(WITNESS)).forEach(lab::remove);
    }

    @Test
    void killedDaemonOrDriverLosesNoAcknowledgedChangeAndDisturbsNoGuest() throws Exception {
        boolean full = Boolean.getBoolean("ostler.full");
        int kills = Integer.getInteger("ostler.kills", full ? 100 : 30);
        boolean bounded = !full && Integer.getInteger("ostler.kills") == null;
        long seed = Long.getLong("ostler.seed", System.nanoTime());
        System.out.println("kill -9 moments from seed " + seed);
        Random random = new Random(seed);
        long began = System.nanoTime();
        String domid = startWitness();
        int made = 0;
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            while (made < kills && !(bounded && System.nanoTime() - began > BUDGET.toNanos())) {
                boolean daemon = made % 2 == 0;
                long workSeed = random.nextLong();
                Future<?> work =
                        workers.submit(
                                () -> guests.changeUntilTheDaemonIsGone(new Random(workSeed)));
                letWorkFor(work, random.nextLong(MOMENT_NANOS_MAX));
                lab.script(daemon ? KILL_DAEMON : KILL_DRIVER).succeeded();
                work.get(4, TimeUnit.MINUTES);
                if (daemon) {
                    lab.run("lab-ostler", "start").succeeded();
                }
                verify("after kill " + made + " of the " + (daemon ? "daemon" : "driver"), domid);
                made++;
            }
        }
        System.out.println(made + " of " + kills + " kills");
        assertThat(made).as("kills within %s", BUDGET).isGreaterThanOrEqualTo(Math.min(kills, 2));
    }

    /// The random moment: the work goes on for that long, or ends earlier.
    private static void letWorkFor(Future<?> work, long nanos) throws Exception {
        try {
            work.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException itsTime) {
            // The work goes on, and the process dies under it.
        }
    }

    private Path definition(String name, String title) {
        String xml = XenKind.PV.xml(name).replace("<memory", "<title>" + title + "</title><memory");
        return SmallGuest.file(folder, name, xml);
    }

    /// A guest that runs all the time.
    private String startWitness() {
        Path file = SmallGuest.file(folder, WITNESS, XenKind.PV.xml(WITNESS));
        virsh.run("create", file.toString()).succeeded();
        lab.run("mark", WITNESS, "100").succeeded();
        return virsh.run("domid", WITNESS).succeeded().strip();
    }

    private void verify(String when, String domid) throws IOException {
        lab.awaitDriver();
        assertThat(virsh.run("domid", WITNESS).succeeded().strip())
                .as("the witness %s", when)
                .isEqualTo(domid);
        guests.verify(when);
        List<String> there =
                lab.run("xl", "list")
                        .succeeded()
                        .lines()
                        .skip(1)
                        .map(line -> line.split(" ", 2)[0])
                        .filter(NAMES::contains)
                        .sorted()
                        .toList();
        List<String> shown =
                virsh.run("list", "--name")
                        .succeeded()
                        .lines()
                        .filter(NAMES::contains)
                        .sorted()
                        .toList();
        assertThat(shown).as("what virsh lists %s", when).isEqualTo(there);
        answers(when);
    }

    /// The witness answers on its console, through the daemon.
    private void answers(String when) throws IOException {
        String word = when.replace(' ', '-');
        try (Background console = virsh.startOnTerminal(folder.resolve(word), "console", WITNESS)) {
            console.awaitOutput("Escape character", XenLab.PATIENCE);
            console.type(word + "\r");
            console.awaitOutput("echo: " + word, XenLab.PATIENCE);
        }
    }
}
