package org.ostler.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ostler.engine.JournalFixture.DOMAINS;
import static org.ostler.engine.JournalFixture.FILE_BYTES;
import static org.ostler.engine.JournalFixture.LONG;
import static org.ostler.engine.JournalFixture.PATHS;
import static org.ostler.engine.JournalFixture.define;
import static org.ostler.engine.JournalFixture.open;
import static org.ostler.engine.JournalFixture.text;
import static org.ostler.engine.JournalFixture.title;

import org.junit.jupiter.api.Test;
import org.ostler.api.DomainStatus;
import org.ostler.api.Fault;
import org.ostler.engine.CrashStorage.Effect;
import org.ostler.engine.CrashStorage.Survives;
import org.ostler.engine.JournalFormat.Numbered;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// What makes a change last, and what a later start makes of it.
class JournalTest {
    private static final Path FIRST = PATHS.state().resolve("journal.1");
    private static final Path SECOND = PATHS.state().resolve("journal.2");

    private final CrashStorage disk = new CrashStorage(PATHS.state());

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> names(Engine engine) {
        return engine.statuses().stream().map(DomainStatus::name).toList();
    }

    // ---- sharing

    /// A disk whose journal is written only while a gate is open, and that counts.
    private static final class Gated extends CrashStorage {
        final CountDownLatch gate = new CountDownLatch(1);
        final CountDownLatch entered = new CountDownLatch(1);
        final AtomicInteger writes = new AtomicInteger();
        volatile boolean armed;

        Gated() {
            super(PATHS.state());
        }

        @Override
        void beforeLogWrite() throws IOException {
            if (armed) {
                writes.incrementAndGet();
                entered.countDown();
                pass();
            }
        }

        private void pass() throws IOException {
            try {
                assertThat(gate.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    @Test
    void changesThatComeAtTheSameTimeShareOneWrite() throws InterruptedException {
        Gated gated = new Gated();
        int together = 16;
        try (Engine engine = open(gated)) {
            assertThat(engine.awaitFirstLook(LONG)).isTrue();
            gated.armed = true;
            Thread first = Thread.startVirtualThread(() -> define(engine, "first", ""));
            assertThat(gated.entered.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            List<Thread> others = new ArrayList<>();
            for (int i = 0; i < together; i++) {
                String name = "other-" + i;
                others.add(Thread.startVirtualThread(() -> define(engine, name, "")));
            }
            awaitStoring(engine, 1 + together);
            for (Thread other : others) {
                awaitResting(other);
            }
            gated.gate.countDown();
            assertThat(first.join(LONG)).isTrue();
            for (Thread other : others) {
                assertThat(other.join(LONG)).isTrue();
            }
            assertThat(names(engine)).hasSize(1 + together);
            assertThat(gated.writes).hasValueBetween(2, 4);
            gated.armed = false;
        }
    }

    private static void awaitStoring(Engine engine, int wanted) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (storing(engine) < wanted) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static long storing(Engine engine) {
        return engine.jobs().stream().filter(job -> job.phase().equals("store")).count();
    }

    private static void awaitResting(Thread thread) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (thread.getState() == Thread.State.RUNNABLE) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    // ---- bounds

    @Test
    void journalThatIsFullIsBroughtToItsFilesAndStaysSmall() throws IOException {
        int bytes = 6 * Storage.Log.BLOCK;
        try (Engine engine = open(disk, bytes)) {
            for (int i = 0; i < 200; i++) {
                define(engine, "web-" + i % 7, "title " + i);
            }
            for (Path file : List.of(FIRST, SECOND)) {
                assertThat(disk.read(file).orElseThrow().length).isLessThanOrEqualTo(bytes);
            }
            CrashStorage left = disk.after(Survives.WHAT_WAS_SYNCED);
            assertThat(title(left, "web-3")).isEqualTo("title 199");
            assertThat(title(left, "web-4")).isEqualTo("title 193");
        }
    }

    @Test
    void journalIsEmptyAfterAnOrderlyStopAndTheFilesAreOnTheDisk() throws IOException {
        try (Engine engine = open(disk)) {
            define(engine, "web", "stored").autostart(true);
            assertThat(JournalFormat.read(disk.read(FIRST).orElseThrow())).hasSize(2);
        }
        CrashStorage left = disk.after(Survives.WHAT_WAS_SYNCED);
        for (Path file : List.of(FIRST, SECOND)) {
            assertThat(JournalFormat.isEmpty(left.read(file).orElseThrow())).isTrue();
        }
        assertThat(left.files()).contains(DOMAINS.resolve("web.xml"));
        assertThat(left.files()).contains(DOMAINS.resolve("autostart/web"));
    }

    @Test
    void definitionThatIsTooLargeToBeReadAgainIsRefused() {
        try (Engine engine = open(disk)) {
            String title = "x".repeat(Storage.FILE_BYTES_MAX / 2 + 1);
            assertThatThrownBy(() -> define(engine, "web", title))
                    .isInstanceOf(Fault.class)
                    .hasMessageContaining("bytes; at most");
            assertThat(engine.statuses()).isEmpty();
        }
    }

    @Test
    void changesAreToldWhenTheDiskDoesNotAnswer() throws Exception {
        Gated gated = new Gated();
        JournalSettings brief =
                new JournalSettings(
                        FILE_BYTES, Duration.ofMillis(200), Runnable::run, Runnable::run);
        try (Engine engine = open(gated, brief)) {
            assertThat(engine.awaitFirstLook(LONG)).isTrue();
            gated.armed = true;
            Thread first = Thread.startVirtualThread(() -> define(engine, "first", ""));
            assertThat(gated.entered.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> define(engine, "second", ""))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.outcomeUnknown()).isFalse())
                    .hasMessageContaining("the disk has not taken earlier changes within");
            gated.armed = false;
            gated.gate.countDown();
            assertThat(first.join(LONG)).isTrue();
            assertThat(names(engine)).containsExactly("first");
            define(engine, "third", "");
        }
        assertThat(title(gated.after(Survives.WHAT_WAS_SYNCED), "third")).isEmpty();
    }

    // ---- faults

    @Test
    void changeWhoseFilesCannotBeWrittenHoldsAndIsMadeUpFor() throws IOException {
        try (Engine engine = open(disk)) {
            define(engine, "web", "old");
            disk.failAt(1, Effect.NONE, false);
            define(engine, "web", "new");
            assertThat(disk.failed()).isTrue();
            assertThat(text(disk)).contains("old");
            for (Survives survives : Survives.values()) {
                assertThat(title(disk.after(survives), "web")).as("%s", survives).isEqualTo("new");
            }
        }
        assertThat(text(disk)).contains("new");
    }

    @Test
    void changeThatTheJournalCannotTakeBackIsToldAsUnknown() {
        Stubborn stubborn = new Stubborn();
        try (Engine engine = open(stubborn)) {
            define(engine, "web", "old");
            stubborn.broken = true;
            assertThatThrownBy(() -> define(engine, "web", "doubtful"))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.outcomeUnknown()).isTrue());
            assertThatThrownBy(() -> define(engine, "other", "refused"))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.outcomeUnknown()).isFalse());
            stubborn.broken = false;
            define(engine, "other", "stored");
            CrashStorage left = stubborn.after(Survives.EVERYTHING);
            assertThat(title(left, "web")).isEqualTo("old");
            assertThat(title(left, "other")).isEqualTo("stored");
        }
    }

    /// A disk whose journal cannot be written while it is broken.
    private static final class Stubborn extends CrashStorage {
        volatile boolean broken;

        Stubborn() {
            super(PATHS.state());
        }

        @Override
        void beforeLogWrite() throws IOException {
            if (broken) {
                throw new IOException("Input/output error");
            }
        }
    }

    // ---- what a later start makes of it

    @Test
    void definitionEditedByHandAfterACrashStays() throws IOException {
        CrashStorage left;
        try (Engine engine = open(disk)) {
            define(engine, "web", "first");
            define(engine, "web", "second");
            define(engine, "gone", "").undefine(Set.of());
            left = disk.after(Survives.EVERYTHING);
        }
        Path web = DOMAINS.resolve("web.xml");
        String written = text(left);
        left.write(web, bytes(written.replace("second", "mine")), true);
        left.write(DOMAINS.resolve("gone.xml"), bytes(Specs.xml("gone", UUID.randomUUID())), true);
        try (Engine engine = open(left)) {
            assertThat(names(engine)).containsExactly("gone", "web");
            assertThat(engine.domain("web").orElseThrow().spec(Set.of()).title()).hasValue("mine");
        }
    }

    @Test
    void fileThatIsTornOrOfAnEarlierVersionIsWrittenAnew() throws IOException {
        CrashStorage left;
        String first;
        try (Engine engine = open(disk)) {
            define(engine, "web", "first");
            first = text(disk);
            define(engine, "web", "second");
            left = disk.after(Survives.EVERYTHING);
        }
        for (String torn : List.of("", first, first.substring(0, first.length() / 2))) {
            CrashStorage again = left.copy();
            again.write(DOMAINS.resolve("web.xml"), bytes(torn), true);
            assertThat(title(again, "web")).isEqualTo("second");
        }
    }

    @Test
    void journalOfANewerVersionIsRefusedAndWhatIsNoneIsPutAside() throws IOException {
        try (Engine engine = open(disk)) {
            define(engine, "web", "stored");
        }
        CrashStorage newer = disk.copy();
        byte[] content = newer.read(FIRST).orElseThrow();
        System.arraycopy(bytes("ostler-journal 2\n"), 0, content, 0, 17);
        newer.write(FIRST, content, true);
        assertThatThrownBy(() -> open(newer)).isInstanceOf(Fault.class);
        assertThat(newer.read(FIRST)).hasValueSatisfying(now -> assertThat(now).isEqualTo(content));

        disk.write(FIRST, bytes("something else"), true);
        assertThat(title(disk, "web")).isEqualTo("stored");
        assertThat(disk.files()).contains(PATHS.state().resolve("quarantine/journal.1"));
    }

    // ---- format

    private static byte[] file(byte[]... batches) {
        byte[] file = Arrays.copyOf(JournalFormat.empty(), FILE_BYTES);
        int at = JournalFormat.START;
        for (byte[] batch : batches) {
            System.arraycopy(batch, 0, file, at, batch.length);
            at += batch.length;
        }
        return file;
    }

    private static List<byte[]> removed(String... names) {
        return Arrays.stream(names)
                .map(name -> JournalFormat.content(new Change.Removed(name, "0123456789abcdef")))
                .toList();
    }

    private static List<String> read(byte[] file) throws IOException {
        return JournalFormat.read(file).stream().map(Numbered::change).map(Change::name).toList();
    }

    @Test
    void recordsComeBackAsTheyWereWritten() throws IOException {
        Change.Saved saved = new Change.Saved("naïve", "0123", bytes("<domain/>"), bytes("pins"));
        List<byte[]> contents =
                List.of(
                        JournalFormat.content(saved),
                        JournalFormat.content(new Change.Removed("b", "4567")),
                        JournalFormat.content(new Change.Marked("c", true)));
        List<Numbered> records = JournalFormat.read(file(JournalFormat.batch(7, contents)));
        assertThat(records).extracting(Numbered::number).containsExactly(7L, 8L, 9L);
        assertThat(records.get(0).change()).usingRecursiveComparison().isEqualTo(saved);
        assertThat(records.get(1).change()).isEqualTo(new Change.Removed("b", "4567"));
        assertThat(records.get(2).change()).isEqualTo(new Change.Marked("c", true));
    }

    @Test
    void recordThatIsNotWholeEndsTheFile() throws IOException {
        byte[] first = JournalFormat.batch(1, removed("a", "b"));
        byte[] second = JournalFormat.batch(3, removed("c", "d"));
        byte[] whole = file(first, second);
        assertThat(read(whole)).containsExactly("a", "b", "c", "d");
        int record = JournalFormat.START + first.length;
        for (int at = record; at < record + 24; at++) {
            byte[] torn = whole.clone();
            torn[at] ^= 1;
            assertThat(read(torn)).as("byte %d", at).containsExactly("a", "b");
        }
        assertThat(read(Arrays.copyOf(whole, record + 30))).containsExactly("a", "b");
    }

    @Test
    void recordsOfAnEarlierUseBehindTheLastAreNotRead() throws IOException {
        byte[] old = JournalFormat.batch(1, removed("a"));
        byte[] stale = JournalFormat.batch(2, removed("b"));
        byte[] fresh = JournalFormat.batch(1000, removed("c"));
        assertThat(read(file(old, stale))).containsExactly("a", "b");
        assertThat(read(file(fresh, stale))).containsExactly("c");
    }
}
