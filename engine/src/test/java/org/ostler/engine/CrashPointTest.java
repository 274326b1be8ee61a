package org.ostler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ostler.api.Domain;
import org.ostler.api.Fault;
import org.ostler.api.XmlFlag;
import org.ostler.engine.CrashStorage.Effect;
import org.ostler.engine.CrashStorage.Survives;
import org.ostler.engine.spi.Canonical;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;

/// Every call to the disk fails once, in every way, at every point of a history of changes.
class CrashPointTest {
    private static final EnginePaths PATHS = EnginePaths.under(Path.of("/disk"));
    private static final Duration LONG = Duration.ofSeconds(20);

    /// What is stored of a domain: its title (the same value is pinned beside it), and its mark.
    private record Stored(String title, boolean autostart) {}

    private sealed interface Change {
        record Define(String name, String title) implements Change {}

        record Mark(String name, boolean autostart) implements Change {}

        record Remove(String name) implements Change {}
    }

    private static final List<Change> HISTORY =
            List.of(
                    new Change.Define("a", "first"),
                    new Change.Define("b", "other"),
                    new Change.Define("a", "second"),
                    new Change.Mark("a", true),
                    new Change.Remove("b"),
                    new Change.Define("a", "third"),
                    new Change.Define("b", "again"),
                    new Change.Mark("a", false),
                    new Change.Mark("b", true),
                    new Change.Remove("b"),
                    new Change.Define("b", "once more"),
                    new Change.Remove("a"));

    private final Map<String, Stored> acknowledged = new TreeMap<>();

    /// After so many changes the definitions' files follow.
    private int lag = 1;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void crashAtAnyPointLosesNoAcknowledgedChangeAndLeavesNoHalfWrittenFile(int changes) {
        lag = changes;
        for (Effect effect : Effect.values()) {
            int point = 0;
            boolean reached = true;
            while (reached) {
                acknowledged.clear();
                CrashStorage disk = new CrashStorage(PATHS.state());
                Optional<Change> cutOff;
                try (Running running = new Running(disk)) {
                    disk.failAt(point, effect, true);
                    cutOff = running.live(HISTORY);
                }
                reached = disk.failed();
                for (Survives survives : Survives.values()) {
                    check(disk.after(survives), cutOff, point + " " + survives);
                }
                point++;
            }
            assertThat(point).as("crash points").isGreaterThan(40);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void errorAtAnyPointRefusesThatChangeAndKeepsAllOthers(int changes) {
        lag = changes;
        for (Effect effect : Effect.values()) {
            int point = 0;
            boolean reached = true;
            while (reached) {
                acknowledged.clear();
                CrashStorage disk = new CrashStorage(PATHS.state());
                try (Running running = new Running(disk)) {
                    disk.failAt(point, effect, false);
                    for (Change change : HISTORY) {
                        Optional<Change> failed = running.live(List.of(change));
                        String where = "point " + point + " at " + change;
                        assertThat(running.seen()).as(where).isEqualTo(acknowledged);
                        if (failed.isPresent()) {
                            check(disk.after(Survives.EVERYTHING), Optional.empty(), where);
                        }
                    }
                }
                reached = disk.failed();
                check(disk.after(Survives.WHAT_WAS_SYNCED), Optional.empty(), "point " + point);
                point++;
            }
        }
    }

    @Test
    void errorAtAnyPointOfTheBeginningIsToldOrHarmless() {
        acknowledged.clear();
        CrashStorage disk = new CrashStorage(PATHS.state());
        CrashStorage filled;
        try (Running running = new Running(disk)) {
            running.live(HISTORY.subList(0, 6));
            filled = disk.copy();
        }
        for (Survives survives : Survives.values()) {
            for (Effect effect : Effect.values()) {
                beginWithErrors(filled, survives, effect);
            }
        }
    }

    private void beginWithErrors(CrashStorage filled, Survives survives, Effect effect) {
        boolean reached = true;
        for (int point = 0; reached; point++) {
            CrashStorage disk = filled.after(survives);
            disk.failAt(point, effect, false);
            try (Running running = new Running(disk)) {
                assertThat(running.seen()).as("seen, point %d", point).isEqualTo(acknowledged);
            } catch (Fault told) {
                assertThat(told.sentence()).contains("Input/output error");
            }
            reached = disk.failed();
            check(disk.after(Survives.WHAT_WAS_SYNCED), Optional.empty(), "point " + point);
        }
    }

    private void check(CrashStorage left, Optional<Change> cutOff, String point) {
        try (Running running = new Running(left)) {
            Map<String, Stored> seen = running.seen();
            Map<String, Stored> withCutOff = new TreeMap<>(acknowledged);
            cutOff.ifPresent(change -> apply(change, withCutOff));
            assertThat(seen).as(point).isIn(acknowledged, withCutOff);
        }
        assertThat(left.files())
                .as(point)
                .noneMatch(file -> file.startsWith(PATHS.state().resolve("quarantine")))
                .noneMatch(file -> file.toString().endsWith(".tmp"));
    }

    private static void apply(Change change, Map<String, Stored> to) {
        switch (change) {
            case Change.Define define ->
                    to.merge(
                            define.name(),
                            new Stored(define.title(), false),
                            (old, fresh) -> new Stored(fresh.title(), old.autostart()));
            case Change.Mark mark ->
                    to.computeIfPresent(
                            mark.name(), (name, old) -> new Stored(old.title(), mark.autostart()));
            case Change.Remove remove -> to.remove(remove.name());
        }
    }

    /// An engine on a disk, with a journal so small that it is brought to its files every few
    /// changes.
    private final class Running implements AutoCloseable {
        private final ScriptedDriver driver = new ScriptedDriver();
        private final Queue<Runnable> held = new ArrayDeque<>();
        private final Engine engine;
        private int made;

        Running(CrashStorage disk) {
            engine =
                    Engine.builder(driver, PATHS)
                            .storage(disk)
                            .bootId("boot-1")
                            .journal(
                                    new JournalSettings(
                                            4 * Storage.Log.BLOCK, LONG, Runnable::run, held::add))
                            .open();
        }

        /// Makes the changes until one fails.
        ///
        /// @return the one that failed
        Optional<Change> live(List<Change> changes) {
            for (Change change : changes) {
                try {
                    make(change);
                    apply(change, acknowledged);
                    follow();
                } catch (Fault failed) {
                    return Optional.of(change);
                }
            }
            return Optional.empty();
        }

        private void follow() {
            made++;
            if (made % lag == 0) {
                List<Runnable> due = List.copyOf(held);
                held.clear();
                due.forEach(Runnable::run);
            }
        }

        private void make(Change change) {
            switch (change) {
                case Change.Define define -> {
                    driver.pins = List.of(new Canonical.Pin("title", define.title()));
                    engine.define(
                            Specs.spec(define.name()).withTitle(Optional.of(define.title())),
                            Set.of());
                }
                case Change.Mark mark ->
                        engine.domain(mark.name())
                                .ifPresent(domain -> domain.autostart(mark.autostart()));
                case Change.Remove remove ->
                        engine.domain(remove.name()).ifPresent(domain -> domain.undefine(Set.of()));
            }
        }

        Map<String, Stored> seen() {
            awaitFirstLook();
            Map<String, Stored> seen = new TreeMap<>();
            for (Domain domain : engine.domains()) {
                String title = domain.spec(Set.of(XmlFlag.INACTIVE)).title().orElseThrow();
                Canonical canonical =
                        driver.guests.join().find(domain.uuid()).orElseThrow().canonical();
                assertThat(canonical.pins())
                        .as("the pins belong to the definition")
                        .containsExactly(new Canonical.Pin("title", title));
                seen.put(domain.name(), new Stored(title, domain.status().autostart()));
            }
            return seen;
        }

        private void awaitFirstLook() {
            try {
                assertThat(engine.awaitFirstLook(LONG)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() {
            engine.close();
        }
    }
}
