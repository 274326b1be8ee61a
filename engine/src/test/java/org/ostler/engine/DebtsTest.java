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
import org.ostler.api.Fault;
import org.ostler.engine.CrashStorage.Survives;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/// The files that a person can read, which follow the journal.
class DebtsTest {
    private final CrashStorage disk = new CrashStorage(PATHS.state());

    /// Runs tasks when it is told to.
    private static final class Later implements Executor {
        private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        void run() {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }
    }

    private static JournalSettings lagging(Later later) {
        return new JournalSettings(FILE_BYTES, LONG, Runnable::run, later);
    }

    @Test
    void definitionThatComesAndGoesCostsNoFile() {
        Later later = new Later();
        try (Engine engine = open(disk, lagging(later))) {
            define(engine, "stays", "");
            later.run();
            List<Path> before = disk.files();
            int calls = disk.calls();
            for (int i = 0; i < 10; i++) {
                define(engine, "web", "title " + i).autostart(true);
                engine.domain("web").orElseThrow().undefine(Set.of());
            }
            int written = disk.calls() - calls;
            assertThat(written).as("the journal alone").isEqualTo(30);
            later.run();
            assertThat(disk.calls() - calls).isEqualTo(written);
            assertThat(disk.files()).isEqualTo(before);
        }
    }

    @Test
    void filesSayWhatAllChangesComeTo() throws IOException {
        Later later = new Later();
        try (Engine engine = open(disk, lagging(later))) {
            define(engine, "web", "first").autostart(true);
            assertThat(disk.read(DOMAINS.resolve("web.xml"))).isEmpty();
            define(engine, "web", "second");
            later.run();
            assertThat(text(disk)).contains("second");
            assertThat(disk.files()).contains(DOMAINS.resolve("autostart/web"));
            engine.domain("web").orElseThrow().undefine(Set.of());
            define(engine, "web", "third");
            for (Survives survives : Survives.values()) {
                assertThat(title(disk.after(survives), "web")).isEqualTo("third");
            }
            later.run();
            assertThat(text(disk)).contains("third");
            assertThat(disk.files()).doesNotContain(DOMAINS.resolve("autostart/web"));
            assertThat(disk.files().stream().filter(file -> file.startsWith(DOMAINS)))
                    .containsExactly(DOMAINS.resolve("web.xml"));
        }
    }

    @Test
    void whatLagsBehindIsInItsFilesAfterAnOrderlyStop() throws IOException {
        try (Engine engine = open(disk, lagging(new Later()))) {
            define(engine, "web", "stored");
        }
        assertThat(text(disk.after(Survives.WHAT_WAS_SYNCED))).contains("stored");
    }

    @Test
    void changesAreRefusedWhileFilesCannotBeWrittenAndNothingThatHoldsIsLost() throws IOException {
        Full full = new Full();
        try (Engine engine = open(full)) {
            define(engine, "web", "old");
            full.full = true;
            define(engine, "web", "held");
            assertThatThrownBy(() -> define(engine, "web", "refused"))
                    .isInstanceOf(Fault.class)
                    .hasMessageContaining("No space left on device");
            assertThat(title(full.after(Survives.WHAT_WAS_SYNCED), "web")).isEqualTo("held");
            full.full = false;
            define(engine, "other", "");
            assertThat(text(full)).contains("held");
        }
    }

    /// A disk on which no new file has room while it is full; the journal has its room already.
    private static final class Full extends CrashStorage {
        volatile boolean full;

        Full() {
            super(PATHS.state());
        }

        @Override
        public synchronized void write(Path file, byte[] content, boolean durable)
                throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
            super.write(file, content, durable);
        }
    }
}
