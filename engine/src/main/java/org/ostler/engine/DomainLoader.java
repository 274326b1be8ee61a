package org.ostler.engine;

import org.ostler.api.Fault;
import org.ostler.api.log.LateLogger;
import org.ostler.engine.spi.Canonical;
import org.ostler.model.DomainSpec;
import org.ostler.model.SpecException;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// Reads the definitions when an engine begins, and clears up what a crash left.
///
/// What cannot be used goes to [Quarantine]; left-over temporary files, and sidecars and marks
/// without a definition, were never acknowledged or belong to something removed, and are deleted. A
/// definition that somebody edited (its sidecar has another digest) holds as it is written: its old
/// pins are put aside and the driver chooses anew.
///
/// One thread, once.
final class DomainLoader {
    private static final Logger LOG = LateLogger.of(DomainLoader.class);

    private final Storage storage;
    private final DefinitionFiles files;
    private final Path directory;
    private final DomainStore store;
    private final Quarantine quarantine;
    private final UnaryOperator<Canonical> adopt;
    private final Map<String, Set<String>> sidecars = new HashMap<>();
    private final Set<UUID> identities = new HashSet<>();

    /// @param adopt makes canonical what was written by hand
    DomainLoader(
            Storage storage,
            DefinitionFiles files,
            DomainStore store,
            Quarantine quarantine,
            UnaryOperator<Canonical> adopt) {
        this.storage = storage;
        this.files = files;
        this.directory = files.directory();
        this.store = store;
        this.quarantine = quarantine;
        this.adopt = adopt;
    }

    List<StoredDomain> load() throws IOException {
        List<String> definitions = sort(storage.list(directory));
        Path autostart = files.autostart();
        Set<String> marks = new HashSet<>(storage.list(autostart));
        List<StoredDomain> domains = new ArrayList<>(definitions.size());
        for (String file : definitions) {
            Optional<Description> description = read(file);
            if (description.isPresent()) {
                String mark = FileNames.escape(description.get().summary().name());
                domains.add(new StoredDomain(description.get(), marks.remove(mark)));
            }
        }
        for (Set<String> orphans : sidecars.values()) {
            for (String orphan : orphans) {
                storage.delete(directory.resolve(orphan));
            }
        }
        for (String orphan : marks) {
            storage.delete(autostart.resolve(orphan));
        }
        if (!marks.isEmpty()) {
            storage.syncDirectory(autostart);
        }
        return domains;
    }

    private List<String> sort(List<String> files) throws IOException {
        List<String> definitions = new ArrayList<>();
        for (String file : files) {
            if (file.endsWith(DefinitionFiles.TEMPORARY)) {
                storage.delete(directory.resolve(file));
            } else if (file.endsWith(DefinitionFiles.XML)) {
                definitions.add(file);
            } else if (file.endsWith(DefinitionFiles.PINS)) {
                sidecars.computeIfAbsent(owner(file), name -> new HashSet<>()).add(file);
            }
        }
        return definitions;
    }

    /// The escaped name in `NAME.DIGEST.pins`.
    private static String owner(String sidecar) {
        String base = sidecar.substring(0, sidecar.length() - DefinitionFiles.PINS.length());
        int dot = base.lastIndexOf('.');
        return dot < 0 ? base : base.substring(0, dot);
    }

    private Optional<Description> read(String file) throws IOException {
        Path path = directory.resolve(file);
        String escaped = file.substring(0, file.length() - DefinitionFiles.XML.length());
        try {
            byte[] xml = storage.read(path).orElseThrow(() -> new IOException("it vanished"));
            Optional<Description> known = known(escaped, xml);
            if (known.isPresent()) {
                return known;
            }
            DomainSpec spec = SpecText.parse(xml);
            Optional<String> problem = problem(escaped, spec);
            if (problem.isEmpty()) {
                Canonical canonical = complete(escaped, spec, xml);
                return Optional.of(new Description(canonical, OptionalInt.empty()));
            }
            giveUp(path, escaped, problem.get());
        } catch (SpecException e) {
            giveUp(path, escaped, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            giveUp(path, escaped, "it cannot be read: " + StorageFaults.words(e));
        } catch (Fault unusable) {
            giveUp(path, escaped, unusable.sentence());
        }
        return Optional.empty();
    }

    /// A definition that is, to the byte, what Ostler wrote: it is read when somebody asks for it.
    private Optional<Description> known(String escaped, byte[] xml) throws IOException {
        Set<String> candidates = sidecars.getOrDefault(escaped, Set.of());
        String digest = Digest.of(xml);
        String expected = escaped + "." + Digest.brief(digest) + DefinitionFiles.PINS;
        if (candidates.size() != 1 || !candidates.contains(expected)) {
            return Optional.empty();
        }
        byte[] pins = storage.read(directory.resolve(expected)).orElse(new byte[0]);
        Optional<Summary> summary = Summary.read(pins, DomainStore.pinsHead(digest));
        if (summary.isEmpty()
                || !FileNames.escape(summary.get().name()).equals(escaped)
                || !identities.add(summary.get().uuid().orElseThrow())) {
            return Optional.empty();
        }
        sidecars.remove(escaped);
        store.found(summary.get().name(), Digest.brief(digest));
        return Optional.of(new Description(summary.get(), () -> canonical(xml, pins)));
    }

    private static Canonical canonical(byte[] xml, byte[] pins) {
        return CanonicalRows.read(
                SpecText.parse(xml),
                Sheet.read(pins, DomainStore.PINS_KIND, DomainStore.PINS_VERSION).orElseThrow());
    }

    private Optional<String> problem(String escaped, DomainSpec spec) {
        if (!FileNames.escape(spec.name()).equals(escaped)) {
            return Optional.of(
                    "the file is called like a domain '"
                            + FileNames.unescape(escaped).orElse(escaped)
                            + "', but describes '"
                            + spec.name()
                            + "', whose file is "
                            + FileNames.escape(spec.name())
                            + DefinitionFiles.XML);
        }
        if (spec.uuid().isPresent() && !identities.add(spec.uuid().get())) {
            return Optional.of("another domain has the uuid " + spec.uuid().get() + " already");
        }
        return Optional.empty();
    }

    private Canonical complete(String escaped, DomainSpec spec, byte[] xml) throws IOException {
        Set<String> candidates = sidecars.getOrDefault(escaped, new HashSet<>());
        sidecars.remove(escaped);
        String digest = Digest.brief(xml);
        String expected = DefinitionFiles.sidecar(spec.name(), digest);
        store.found(spec.name(), digest);
        if (candidates.remove(expected)) {
            Optional<Canonical> whole = pinned(spec, xml, directory.resolve(expected));
            if (whole.isPresent()) {
                for (String stale : candidates) {
                    storage.delete(directory.resolve(stale));
                }
                return whole.get();
            }
        }
        for (String stale : candidates) {
            quarantine.take(
                    directory.resolve(stale),
                    "the definition that these choices belong to was changed by another hand");
        }
        return adopt(spec);
    }

    private Optional<Canonical> pinned(DomainSpec spec, byte[] xml, Path sidecar)
            throws IOException {
        try {
            Optional<List<List<String>>> rows =
                    Sheet.read(
                            storage.read(sidecar).orElse(new byte[0]),
                            DomainStore.PINS_KIND,
                            DomainStore.PINS_VERSION);
            if (rows.isPresent() && rows.get().contains(List.of("xml", Digest.of(xml)))) {
                return Optional.of(CanonicalRows.read(spec, rows.get()));
            }
            quarantine.take(sidecar, "it is cut short, or no file of pins of this version");
        } catch (IllegalArgumentException e) {
            quarantine.take(sidecar, String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private Canonical adopt(DomainSpec spec) {
        Canonical written = new Canonical(spec, List.of(), List.of(), List.of());
        Canonical adopted = adopt.apply(written);
        if (!adopted.equals(written)) {
            try {
                store.save(adopted);
            } catch (Fault notStored) {
                LOG.log(
                        Level.ERROR,
                        "what was chosen for a definition written by hand is not stored: "
                                + notStored.sentence(),
                        notStored);
            }
        }
        return adopted;
    }

    private void giveUp(Path file, String escaped, String reason) throws IOException {
        quarantine.take(file, reason);
        Set<String> companions = sidecars.getOrDefault(escaped, Set.of());
        sidecars.remove(escaped);
        for (String companion : companions) {
            quarantine.take(directory.resolve(companion), "its definition is quarantined");
        }
    }
}
