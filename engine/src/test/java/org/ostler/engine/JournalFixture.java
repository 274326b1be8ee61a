package org.ostler.engine;

import org.ostler.api.Domain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Engines whose definitions are on a disk of the test's own.
final class JournalFixture {
    static final EnginePaths PATHS = EnginePaths.under(Path.of("/disk"));
    static final Path DOMAINS = PATHS.state().resolve("domains");
    static final Duration LONG = Duration.ofSeconds(30);

    static final int FILE_BYTES = JournalSettings.DEFAULT.fileBytes();

    static Engine open(Storage storage) {
        return open(storage, FILE_BYTES);
    }

    static Engine open(Storage storage, int journalBytes) {
        return open(storage, new JournalSettings(journalBytes, LONG, Runnable::run, Runnable::run));
    }

    static Engine open(Storage storage, JournalSettings settings) {
        return Engine.builder(new ScriptedDriver(), PATHS)
                .storage(storage)
                .bootId("boot-1")
                .journal(settings)
                .open();
    }

    static String text(Storage storage) throws IOException {
        byte[] xml = storage.read(DOMAINS.resolve("web.xml")).orElseThrow();
        return new String(xml, StandardCharsets.UTF_8);
    }

    /// The title that a later start finds.
    static String title(Storage storage, String name) {
        try (Engine engine = open(storage)) {
            return engine.domain(name).orElseThrow().spec(Set.of()).title().orElse("");
        }
    }

    static Domain define(Engine engine, String name, String title) {
        return engine.define(Specs.spec(name).withTitle(Optional.of(title)), Set.of());
    }

    private JournalFixture() {}
}
