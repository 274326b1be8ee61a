package org.ostler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// `kill -9` of the daemon at random moments: no acknowledged change is lost, no file is torn, and
/// guests that ran still run.
///
/// The moments come from a seed that is printed; `-Dostler.kills` and `-Dostler.seed` set how many
/// and which.
class KillNineTest {
    private static final Duration BOOT = Duration.ofSeconds(60);

    @TempDir private Path folder;

    /// What virsh was told last about each guest: the only truth that the test accepts.
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    private @Nullable SmallGuest guest;

    @Test
    void killedDaemonLosesNoAcknowledgedChangeAndDisturbsNoGuest() throws Exception {
        assumeTrue(
                Integer.getInteger("ostler.kills") != null,
                "not part of the default run yet: name the number of kills by -Dostler.kills=30");
        assumeTrue(Programs.installed("virsh"), "virsh is not installed");
        guest = SmallGuest.make();
        int kills = Integer.getInteger("ostler.kills", 30);
        long seed = Long.getLong("ostler.seed", System.nanoTime());
        System.out.println("kill -9 moments from seed " + seed);
        Random random = new Random(seed);
        try (Daemon daemon = Daemon.start(folder);
                ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            Virsh virsh = daemon.virsh("qemu:///system");
            String pty = startWitness(virsh);
            for (int kill = 0; kill < kills; kill++) {
                long workSeed = random.nextLong();
                Future<?> work = workers.submit(() -> change(virsh, new Random(workSeed)));
                letWorkFor(work, Duration.ofNanos(random.nextLong(1_500_000_000L)));
                daemon.kill();
                work.get(2, TimeUnit.MINUTES);
                daemon.startAgain();
                verify(virsh, pty, kill);
            }
            virsh.run("destroy", "witness").succeeded();
            acknowledged
                    .keySet()
                    .forEach(
                            name -> {
                                virsh.run("destroy", name);
                                virsh.run("undefine", name);
                            });
        }
    }

    private SmallGuest guest() {
        return Objects.requireNonNull(guest);
    }

    /// The random moment: the work goes on for that long, or ends earlier.
    private static void letWorkFor(Future<?> work, Duration moment) throws Exception {
        try {
            work.get(moment.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException itsTime) {
            // The work goes on, and the daemon dies under it.
        }
    }

    /// A guest that runs all the time.
    private String startWitness(Virsh virsh) {
        virsh.run("create", SmallGuest.file(folder, "witness", guest().xml("witness")).toString())
                .succeeded();
        return virsh.run("ttyconsole", "witness").succeeded().strip();
    }

    /// Changes guests until the daemon no longer answers; notes what was acknowledged.
    private void change(Virsh virsh, Random random) {
        for (int step = 0; step < 40; step++) {
            String name = "k" + random.nextInt(3);
            String next = next(acknowledged.getOrDefault(name, "absent"), random);
            acknowledged.put(name + "?", next);
            Outcome outcome =
                    switch (next) {
                        case "defined" -> virsh.run("define", definition(name, random));
                        case "running" -> virsh.run("start", name);
                        case "stopped" -> virsh.run("destroy", name);
                        case "absent" -> virsh.run("undefine", name);
                        default -> throw new AssertionError(next);
                    };
            if (outcome.exitCode() != 0) {
                return;
            }
            acknowledged.remove(name + "?");
            acknowledged.put(name, next.equals("stopped") ? "defined" : next);
        }
    }

    private static String next(String state, Random random) {
        return switch (state) {
            case "absent" -> "defined";
            case "running" -> "stopped";
            default ->
                    random.nextInt(3) == 0
                            ? "absent"
                            : random.nextBoolean() ? "running" : "defined";
        };
    }

    private String definition(String name, Random random) {
        String xml =
                guest().xml(name, UUID.nameUUIDFromBytes(new byte[] {(byte) name.charAt(1)}), "");
        String titled =
                xml.replace("<memory", "<title>" + random.nextInt(1000) + "</title><memory");
        return SmallGuest.file(folder, name, titled).toString();
    }

    private void verify(Virsh virsh, String pty, int kill) {
        assertThat(virsh.run("domstate", "witness").succeeded())
                .as("the witness after kill %d", kill)
                .contains("running");
        assertThat(virsh.run("ttyconsole", "witness").succeeded().strip()).isEqualTo(pty);
        for (int i = 0; i < 3; i++) {
            String name = "k" + i;
            String expected = acknowledged.getOrDefault(name, "absent");
            String begun = acknowledged.remove(name + "?");
            Awaitility.await(name + " after kill " + kill + ": " + expected + " or begun " + begun)
                    .atMost(BOOT)
                    .pollInterval(Duration.ofMillis(100))
                    .untilAsserted(
                            () -> {
                                String seen = seen(virsh, name);
                                String alternative = "stopped".equals(begun) ? "defined" : begun;
                                assertThat(seen)
                                        .isIn(
                                                expected,
                                                alternative == null ? expected : alternative);
                            });
            acknowledged.put(name, seen(virsh, name));
        }
    }

    private static String seen(Virsh virsh, String name) {
        Outcome state = virsh.run("domstate", name);
        if (state.exitCode() != 0) {
            return "absent";
        }
        return state.out().contains("running") ? "running" : "defined";
    }
}
