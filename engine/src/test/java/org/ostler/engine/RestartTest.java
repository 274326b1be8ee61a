package org.ostler.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.ostler.api.Domain;
import org.ostler.api.DomainState;
import org.ostler.api.DomainStatus;
import org.ostler.api.Lifecycle;
import org.ostler.api.StartFlag;
import org.ostler.api.StateReason;
import org.ostler.engine.CrashStorage.Survives;
import org.ostler.engine.spi.Guest;
import org.ostler.engine.spi.Guests;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/// What an engine finds that begins where another one was killed.
class RestartTest {
    private static final EnginePaths PATHS = EnginePaths.under(Path.of("/disk"));
    private static final Duration LONG = Duration.ofSeconds(20);

    private final CrashStorage disk = new CrashStorage(PATHS.state());
    private final Map<Integer, String> hypervisor = new ConcurrentHashMap<>();

    private Engine open(CrashStorage where, ScriptedDriver driver, String boot) {
        return Engine.builder(driver, PATHS).storage(where).bootId(boot).open();
    }

    private CrashStorage killed() {
        return disk.after(Survives.EVERYTHING);
    }

    @Test
    void runningGuestsAreKnownAtOnceAndHandedToTheDriver() throws InterruptedException {
        ScriptedDriver driver = new ScriptedDriver(hypervisor);
        Engine before = open(disk, driver, "boot-1");
        before.define(Specs.spec("stored"), Set.of()).start(Set.of()).await(LONG).suspend();
        before.create(Specs.spec("transient"), Set.of()).await(LONG);
        before.define(Specs.spec("off"), Set.of());

        CountDownLatch look = new CountDownLatch(1);
        List<String> handed = new ArrayList<>();
        ScriptedDriver again = new ScriptedDriver(hypervisor);
        again.onLook =
                guests -> {
                    look.await();
                    for (Guest guest : guests.active()) {
                        handed.add(guest.status().name() + " " + guest.live().orElseThrow());
                    }
                };
        try (Engine after = open(killed(), again, "boot-1")) {
            assertThat(after.statuses())
                    .extracting(DomainStatus::name, DomainStatus::reason, DomainStatus::persistent)
                    .containsExactly(
                            tuple("off", StateReason.SHUTOFF_UNKNOWN, true),
                            tuple("stored", StateReason.PAUSED_USER, true),
                            tuple("transient", StateReason.RUNNING_BOOTED, false));
            assertThat(after.domain(1).orElseThrow().name()).isEqualTo("stored");
            look.countDown();
            assertThat(after.awaitFirstLook(LONG)).isTrue();
            assertThat(handed).containsExactly("stored run 1", "transient run 2");
            after.domain("transient").orElseThrow().destroy(Set.of()).await(LONG);
            assertThat(after.domain("transient")).isEmpty();
            Domain next = after.domain("off").orElseThrow().start(Set.of()).await(LONG);
            assertThat(next.status().id()).as("no number is used twice").hasValue(3);
        }
        before.close();
    }

    @Test
    void launchThatWasCutOffIsHandedToTheDriver() throws InterruptedException {
        CountDownLatch launched = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        ScriptedDriver driver = new ScriptedDriver(hypervisor);
        driver.onStart =
                (guest, job) -> {
                    launched.countDown();
                    end.await();
                };
        Engine before = open(disk, driver, "boot-1");
        before.define(Specs.spec("stored"), Set.of()).start(Set.of());
        before.create(Specs.spec("transient"), Set.of());
        launched.await();
        CrashStorage left = killed();
        end.countDown();

        List<String> unfinished = new ArrayList<>();
        ScriptedDriver again = new ScriptedDriver(hypervisor);
        again.onLook = guests -> report(guests, unfinished);
        try (Engine after = open(left, again, "boot-1")) {
            assertThat(after.awaitFirstLook(LONG)).isTrue();
            assertThat(unfinished).containsExactly("stored", "transient");
            assertThat(after.statuses()).extracting(DomainStatus::name).containsExactly("stored");
            assertThat(after.domain("stored").orElseThrow().status().reason())
                    .isEqualTo(StateReason.SHUTOFF_FAILED);
        }
        before.close();
    }

    private static void report(Guests guests, List<String> names) {
        for (Guest guest : guests.unfinished()) {
            assertThat(guest.live().orElseThrow()).startsWith("launch ");
            names.add(guest.status().name());
            guest.stopped(
                    OptionalInt.empty(), StateReason.SHUTOFF_FAILED, Lifecycle.STOPPED_FAILED);
        }
    }

    @Test
    void guestThatEndedMeanwhileIsShutOff() throws InterruptedException {
        Engine before = open(disk, new ScriptedDriver(hypervisor), "boot-1");
        before.define(Specs.spec("a"), Set.of()).start(Set.of()).await(LONG);
        ScriptedDriver again = new ScriptedDriver(hypervisor);
        again.onLook =
                guests ->
                        guests.active()
                                .forEach(
                                        guest ->
                                                guest.stopped(
                                                        guest.status().id(),
                                                        StateReason.SHUTOFF_CRASHED,
                                                        Lifecycle.STOPPED_CRASHED));
        try (Engine after = open(killed(), again, "boot-1")) {
            assertThat(after.awaitFirstLook(LONG)).isTrue();
            assertThat(after.domain("a").orElseThrow().status().reason())
                    .isEqualTo(StateReason.SHUTOFF_CRASHED);
        }
        before.close();
    }

    @Test
    void rebootOfTheHostForgetsWhatRanAndStartsWhatIsMarkedOnce() throws InterruptedException {
        Engine before = open(disk, new ScriptedDriver(hypervisor), "boot-1");
        assertThat(before.awaitFirstLook(LONG)).isTrue();
        before.define(Specs.spec("marked"), Set.of()).autostart(true);
        before.define(Specs.spec("other"), Set.of()).start(Set.of()).await(LONG);
        before.create(Specs.spec("transient"), Set.of()).await(LONG);

        CrashStorage rebooted = killed();
        Engine after = open(rebooted, new ScriptedDriver(), "boot-2");
        Domain marked = after.domain("marked").orElseThrow();
        awaitState(after, marked, DomainState.RUNNING);
        assertThat(after.statuses())
                .extracting(DomainStatus::name)
                .containsExactly("marked", "other");
        assertThat(after.domain("other").orElseThrow().status().active()).isFalse();
        // Until all are started, an engine that begins again goes on with them.
        awaitFile(rebooted, "autostarted");
        marked.destroy(Set.of()).await(LONG);
        after.close();

        try (Engine again =
                open(rebooted.after(Survives.EVERYTHING), new ScriptedDriver(), "boot-2")) {
            assertThat(again.awaitFirstLook(LONG)).isTrue();
            again.define(Specs.spec("later"), Set.of());
            assertThat(again.domain("marked").orElseThrow().status().active()).isFalse();
        }
        before.close();
    }

    private static void awaitFile(CrashStorage storage, String name) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (storage.files().stream().noneMatch(file -> file.endsWith(name))) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static void awaitState(Engine engine, Domain domain, DomainState state) {
        var events = engine.events();
        long deadline = System.nanoTime() + LONG.toNanos();
        while (domain.status().state() != state) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            events.next(Duration.ofMillis(50));
        }
    }

    @Test
    void guestOfACallerThatIsGoneIsEnded() throws InterruptedException {
        Engine before = open(disk, new ScriptedDriver(hypervisor), "boot-1");
        before.define(Specs.spec("a"), Set.of()).start(Set.of(StartFlag.AUTODESTROY)).await(LONG);
        try (Engine after = open(killed(), new ScriptedDriver(hypervisor), "boot-1")) {
            awaitState(after, after.domain("a").orElseThrow(), DomainState.SHUTOFF);
        }
        before.close();
    }
}
