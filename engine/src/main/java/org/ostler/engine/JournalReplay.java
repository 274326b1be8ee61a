package org.ostler.engine;

import org.ostler.api.log.LateLogger;
import org.ostler.engine.JournalFormat.Numbered;
import org.ostler.model.SpecException;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Lets the definitions' files say what the journal says, where an engine was cut off before these
/// were on the disk. A file that somebody edited since stays as it is: it is none of the versions
/// that the journal knows, and a whole description.
///
/// One thread, once, before anybody reads the files.
final class JournalReplay {
    private static final Logger LOG = LateLogger.of(JournalReplay.class);

    private final Storage storage;
    private final DefinitionFiles files;
    private final Quarantine quarantine;

    JournalReplay(Storage storage, DefinitionFiles files, Quarantine quarantine) {
        this.storage = storage;
        this.files = files;
        this.quarantine = quarantine;
    }

    /// What the journal says of one domain.
    ///
    /// @param known the brief digests of all versions of its file that the journal knows
    private record Told(Set<String> known, Outcome outcome) {
        static Told of(Change change) {
            return new Told(digests(change), Outcome.of(change));
        }

        Told then(Told later) {
            Set<String> both = new HashSet<>(known);
            both.addAll(later.known);
            return new Told(both, outcome.then(later.outcome));
        }

        private static Set<String> digests(Change change) {
            return switch (change) {
                case Change.Saved saved ->
                        saved.before().equals(saved.digest())
                                ? Set.of(saved.digest())
                                : Set.of(saved.before(), saved.digest());
                case Change.Removed removed -> Set.of(removed.before());
                case Change.Marked ignored -> Set.of();
            };
        }
    }

    /// Brings everything that the journal has to its files, and these to the disk. The journal
    /// stays as it is; done twice is done once.
    ///
    /// @param journal the journal's files
    void run(List<Path> journal) throws IOException {
        List<Numbered> records = new ArrayList<>();
        for (Path file : journal) {
            records.addAll(read(file));
        }
        if (records.isEmpty()) {
            return;
        }
        records.sort(Comparator.comparingLong(Numbered::number));
        Map<String, Told> domains = new LinkedHashMap<>();
        for (Numbered record : records) {
            domains.merge(record.change().name(), Told.of(record.change()), Told::then);
        }
        Set<Path> touched = new HashSet<>();
        for (Map.Entry<String, Told> domain : domains.entrySet()) {
            restore(domain.getKey(), domain.getValue(), touched);
        }
        files.sync(touched);
        LOG.log(
                Level.INFO,
                "{0} changes of the journal are in their files, for {1} domains",
                records.size(),
                domains.size());
    }

    private List<Numbered> read(Path file) throws IOException {
        // Most starts find no records, and need not read the room that is kept for them.
        byte[] beginning = storage.read(file, JournalFormat.TELLING_BYTES).orElse(new byte[0]);
        if (JournalFormat.isBlank(beginning) || JournalFormat.isEmpty(beginning)) {
            return List.of();
        }
        byte[] content = storage.read(file).orElse(new byte[0]);
        if (!JournalFormat.isJournal(content)) {
            quarantine.take(file, "it is no journal");
            return List.of();
        }
        return JournalFormat.read(content);
    }

    private void restore(String name, Told told, Set<Path> touched) throws IOException {
        Outcome outcome = told.outcome();
        if (outcome.definition().isPresent()) {
            Change.OfDefinition change = outcome.definition().get();
            Optional<byte[]> there = files.read(name);
            boolean edited =
                    there.isPresent()
                            && !told.known().contains(Digest.brief(there.get()))
                            && whole(there.get());
            if (edited) {
                LOG.log(Level.WARNING, "the definition of ''{0}'' was edited and stays", name);
            } else {
                define(change, there, told.known());
            }
            touched.addAll(files.paths(change));
        }
        if (outcome.mark().isPresent()) {
            files.apply(outcome.mark().get());
            touched.addAll(files.paths(outcome.mark().get()));
        }
    }

    private void define(Change.OfDefinition change, Optional<byte[]> there, Set<String> known)
            throws IOException {
        switch (change) {
            case Change.Saved saved -> {
                boolean same = there.map(Digest::brief).equals(Optional.of(saved.digest()));
                if (!same || !files.pinsAsIn(saved)) {
                    files.apply(saved);
                }
                forgetAllBut(saved.digest(), saved.name(), known);
            }
            case Change.Removed removed -> {
                files.apply(removed);
                forgetAllBut("", removed.name(), known);
            }
        }
    }

    private void forgetAllBut(String current, String name, Set<String> known) throws IOException {
        for (String digest : known) {
            if (!digest.isEmpty() && !digest.equals(current)) {
                files.forget(name, digest);
            }
        }
    }

    private static boolean whole(byte[] xml) {
        try {
            SpecText.parse(xml);
            return true;
        } catch (SpecException e) {
            return false;
        }
    }
}
