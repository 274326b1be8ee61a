package org.ostler.engine;

import org.jspecify.annotations.Nullable;
import org.ostler.api.Fault;
import org.ostler.engine.spi.Canonical;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The definitions of a host's domains, as files that a person can read: `NAME.xml`, beside it
/// `NAME.DIGEST.pins` with the choices that the XML has no place for, and `autostart/NAME`.
///
/// A change is acknowledged when it is on the disk. The rename of the XML is the one step that
/// decides: the sidecar carries the digest of the XML that it belongs to in its name, is there
/// before that step, and is meaningless without it, so the pair cannot be torn. (Where the XML
/// stays the same and only its pins change, the rename of the sidecar decides.)
///
/// Thread-safe, with at most one change per domain at a time (the domain's lane sees to that).
final class DomainStore {
    private static final Logger LOG = System.getLogger(DomainStore.class.getName());

    static final String XML = ".xml";
    static final String PINS = ".pins";
    static final String TEMPORARY = ".tmp";
    static final String PINS_KIND = "ostler-pins";
    static final int PINS_VERSION = 1;

    private final Storage storage;
    private final Path directory;
    private final Path autostart;
    private final SharedSync definitions;
    private final SharedSync marks;
    private final Map<String, String> sidecars = new ConcurrentHashMap<>();
    private final Set<String> lingering = ConcurrentHashMap.newKeySet();

    /// @param directory the directory of the definitions, which exists
    /// @param autostart the directory of the autostart marks, which exists
    DomainStore(Storage storage, Path directory, Path autostart) {
        this.storage = storage;
        this.directory = directory;
        this.autostart = autostart;
        this.definitions = new SharedSync(storage, directory);
        this.marks = new SharedSync(storage, autostart);
    }

    /// Stores a definition.
    ///
    /// @param before the definition that it replaces; null for a new one
    /// @throws Fault when it is not stored; the one before is still there, unless the fault says
    ///   that the outcome is unknown
    void save(Canonical canonical, @Nullable Canonical before) {
        String name = canonical.spec().name();
        byte[] xml = xml(canonical);
        String sidecar = sidecar(name, xml);
        Path file = directory.resolve(FileNames.file(name, XML));
        boolean decided = false;
        try {
            if (before == null && lingering.contains(name)) {
                mark(name, false);
                lingering.remove(name);
            }
            if (CanonicalRows.any(canonical)) {
                replace(directory.resolve(sidecar), pins(canonical, xml));
                definitions.sync();
            }
            Path temporary = temporary(file);
            storage.write(temporary, xml, true);
            decided = true;
            storage.move(temporary, file);
            definitions.sync();
        } catch (IOException e) {
            if (decided) {
                takeBack(name, file, before, e);
            }
            throw StorageFaults.of("cannot store domain '" + name + "'", e);
        }
        useSidecar(name, CanonicalRows.any(canonical) ? sidecar : null);
    }

    /// What was stored cannot be said to last: the definition before is put back.
    private void takeBack(String name, Path file, @Nullable Canonical before, IOException because) {
        try {
            if (before == null) {
                storage.delete(file);
            } else {
                replace(file, xml(before));
            }
            definitions.sync();
        } catch (IOException e) {
            because.addSuppressed(e);
            throw StorageFaults.unknown(
                    "cannot store or remove domain '" + name + "', nor put back what was before",
                    because);
        }
    }

    /// Removes a definition with all that belongs to it.
    ///
    /// @param before the definition
    /// @param marked whether it is marked to start together with the host
    /// @throws Fault when it is not removed, unless the fault says that the outcome is unknown
    void remove(Canonical before, boolean marked) {
        String name = before.spec().name();
        Path file = directory.resolve(FileNames.file(name, XML));
        try {
            storage.delete(file);
            definitions.sync();
        } catch (IOException e) {
            takeBack(name, file, before, e);
            throw StorageFaults.of("cannot remove the definition of domain '" + name + "'", e);
        }
        useSidecar(name, null);
        if (marked) {
            unmark(name);
        }
    }

    /// Removes the mark of a removed definition. Where that fails, the mark means nothing as long
    /// as nobody defines that name again; whoever does removes it first.
    private void unmark(String name) {
        try {
            storage.delete(mark(name));
            marks.sync();
            lingering.remove(name);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the autostart mark of ''{0}'' lingers: {1}", name, e);
            lingering.add(name);
        }
    }

    /// Marks a domain to start together with the host, or takes the mark away.
    ///
    /// @throws Fault when it is not done, unless the fault says that the outcome is unknown
    void autostart(String name, boolean on) {
        try {
            mark(name, on);
        } catch (IOException e) {
            String doing = "cannot mark domain '" + name + "' for autostart";
            try {
                mark(name, !on);
            } catch (IOException again) {
                e.addSuppressed(again);
                throw StorageFaults.unknown(doing + ", nor take that back", e);
            }
            throw StorageFaults.of(doing, e);
        }
    }

    private void mark(String name, boolean on) throws IOException {
        if (on) {
            storage.write(mark(name), new byte[0], true);
        } else {
            storage.delete(mark(name));
        }
        marks.sync();
    }

    // ---- files

    static byte[] xml(Canonical canonical) {
        ByteBuffer text = SpecText.format(canonical.spec(), OptionalInt.empty()).bytes();
        byte[] bytes = new byte[text.remaining()];
        text.get(bytes);
        return bytes;
    }

    /// The sidecar of that definition.
    static String sidecar(String name, byte[] xml) {
        return FileNames.file(name, "." + Digest.of(xml).substring(0, 16) + PINS);
    }

    static byte[] pins(Canonical canonical, byte[] xml) {
        Sheet sheet = new Sheet(PINS_KIND, PINS_VERSION).row("xml", Digest.of(xml));
        CanonicalRows.write(canonical, sheet);
        return sheet.bytes();
    }

    /// The sidecar of that domain is another one now, or none.
    void useSidecar(String name, @Nullable String sidecar) {
        Optional<String> before =
                Optional.ofNullable(
                        sidecar == null ? sidecars.remove(name) : sidecars.put(name, sidecar));
        if (before.isEmpty() || before.get().equals(sidecar)) {
            return;
        }
        try {
            storage.delete(directory.resolve(before.get()));
        } catch (IOException e) {
            // A sidecar of another digest means nothing, and is removed at the next start.
            return;
        }
    }

    private Path mark(String name) {
        return autostart.resolve(FileNames.file(name, ""));
    }

    private void replace(Path file, byte[] content) throws IOException {
        Path temporary = temporary(file);
        storage.write(temporary, content, true);
        storage.move(temporary, file);
    }

    private static Path temporary(Path file) {
        return file.resolveSibling(file.getFileName() + TEMPORARY);
    }
}
