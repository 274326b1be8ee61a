package org.ostler.engine;

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
    private static final Logger LOG = System.getLogger(JournalReplay.class.getName());

    private final Storage storage;
    private final DefinitionFiles files;
    private final Quarantine quarantine;

    JournalReplay(Storage storage, DefinitionFiles files, Quarantine quarantine) {
        this.storage = storage;
        this.files = files;
        this.quarantine = quarantine;
    }

    /// What the journal says of one domain, all changes together.
    private static final class Outcome {
        final Set<String> known = new HashSet<>();
        Optional<Change> definition = Optional.empty();
        Optional<Change.Marked> mark = Optional.empty();

        void add(Change change) {
            switch (change) {
                case Change.Saved saved -> {
                    known.add(saved.before());
                    known.add(Digest.brief(saved.xml()));
                    definition = Optional.of(saved);
                    if (saved.before().isEmpty()) {
                        mark = Optional.of(new Change.Marked(saved.name(), false));
                    }
                }
                case Change.Removed removed -> {
                    known.add(removed.before());
                    definition = Optional.of(removed);
                    mark = Optional.of(new Change.Marked(removed.name(), false));
                }
                case Change.Marked marked -> mark = Optional.of(marked);
            }
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
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        for (Numbered record : records) {
            Change change = record.change();
            outcomes.computeIfAbsent(change.name(), name -> new Outcome()).add(change);
        }
        Set<Path> touched = new HashSet<>();
        for (Map.Entry<String, Outcome> outcome : outcomes.entrySet()) {
            restore(outcome.getKey(), outcome.getValue(), touched);
        }
        JournalFile.sync(storage, touched);
        LOG.log(
                Level.INFO,
                "{0} changes of the journal are in their files, for {1} domains",
                records.size(),
                outcomes.size());
    }

    private List<Numbered> read(Path file) throws IOException {
        byte[] content = storage.read(file).orElse(new byte[0]);
        if (JournalFormat.isBlank(content)) {
            return List.of();
        }
        if (!JournalFormat.isJournal(content)) {
            quarantine.take(file, "it is no journal");
            return List.of();
        }
        return JournalFormat.read(content);
    }

    private void restore(String name, Outcome outcome, Set<Path> touched) throws IOException {
        if (outcome.definition.isPresent()) {
            Change change = outcome.definition.get();
            Optional<byte[]> there = files.read(name);
            boolean edited =
                    there.isPresent()
                            && !outcome.known.contains(Digest.brief(there.get()))
                            && whole(there.get());
            if (edited) {
                LOG.log(Level.WARNING, "the definition of ''{0}'' was edited and stays", name);
            } else {
                define(change, there, outcome.known);
            }
            touched.addAll(files.paths(change));
        }
        if (outcome.mark.isPresent()) {
            files.rewrite(outcome.mark.get());
            touched.addAll(files.paths(outcome.mark.get()));
        }
    }

    private void define(Change change, Optional<byte[]> there, Set<String> known)
            throws IOException {
        switch (change) {
            case Change.Saved saved -> {
                String digest = Digest.brief(saved.xml());
                boolean same = there.map(Digest::brief).equals(Optional.of(digest));
                if (!same || !files.pinsAsIn(saved)) {
                    files.rewrite(saved);
                }
                forgetAllBut(digest, saved.name(), known);
            }
            case Change.Removed removed -> {
                files.rewrite(removed);
                forgetAllBut("", removed.name(), known);
            }
            case Change.Marked marked -> files.rewrite(marked);
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
