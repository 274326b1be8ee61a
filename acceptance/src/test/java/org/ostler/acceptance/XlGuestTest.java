package org.ostler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Guests that another tool makes and ends are seen at once and left alone.
@Tag("xen")
class XlGuestTest {
    private static final String NAME = "made-by-xl";
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    /// An event has a way through the daemon, the forwarder and virsh to go.
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir private Path folder;

    private final XenLab lab = XenLab.reach();
    private final Virsh virsh = lab.virsh();

    @BeforeEach
    @AfterEach
    void end() {
        lab.run("xl", "destroy", NAME);
    }

    private void create() {
        lab.run("xl", "create", "-q", "/root/guests/pv.cfg", "name=\"" + NAME + "\"").succeeded();
    }

    private String domid() {
        return lab.run("xl", "domid", NAME).succeeded().strip();
    }

    /// How long from now it takes until a list that is asked for shows it; how long virsh itself
    /// takes on this machine is not counted.
    private Duration untilListed() {
        long made = System.nanoTime();
        AtomicLong asked = new AtomicLong();
        Awaitility.await("virsh lists it")
                .atMost(XenLab.PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> {
                            asked.set(System.nanoTime());
                            return virsh.run("list").out().contains(NAME);
                        });
        return Duration.ofNanos(asked.get() - made);
    }

    private String told(String what) {
        return "event 'lifecycle' for domain '" + NAME + "': " + what;
    }

    @Test
    void guestOfXlIsListedWatchedAndItsEndIsTold() {
        try (Background events =
                virsh.start(folder.resolve("events"), "event", "--all", "--loop")) {
            create();
            assertThat(untilListed()).isLessThanOrEqualTo(AT_ONCE);
            assertThat(virsh.run("dominfo", NAME).succeeded())
                    .containsPattern("Id:\\s+" + domid())
                    .containsPattern("Persistent:\\s+no");
            events.awaitOutput(told("Started"), SOON);
            try (Background console =
                    virsh.startOnTerminal(folder.resolve("console"), "console", NAME)) {
                console.talk("seen", XenLab.PATIENCE);
            }
            lab.run("xl", "destroy", NAME).succeeded();
            events.awaitOutput(told("Stopped"), SOON);
            assertThat(virsh.run("list", "--all").succeeded()).doesNotContain(NAME);
        }
    }

    @Test
    void guestOfXlIsLeftAloneOverARestartOfTheDaemon() {
        create();
        String domid = domid();
        lab.run("lab-ostler", "stop").succeeded();
        assertThat(domid()).isEqualTo(domid);
        lab.run("lab-ostler", "start").succeeded();
        lab.awaitDriver();
        Awaitility.await("virsh lists it again")
                .atMost(XenLab.PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(
                        () -> assertThat(virsh.run("domid", NAME).out().strip()).isEqualTo(domid));
        assertThat(domid()).isEqualTo(domid);
        lab.run("mark", NAME, "100").succeeded();
        virsh.run("destroy", NAME).succeeded();
        lab.run("xl", "domid", NAME).failed("maybe this domain does not exist");
    }
}
