package org.ostler.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The definitions as files that a person can read: `NAME.xml`, beside it `NAME.DIGEST.pins` with
/// the choices that the XML has no place for, and `autostart/NAME`.
///
/// Nothing here waits for the disk; what lasts is the [Journal]'s business. The sidecar carries the
/// digest of the XML that it belongs to in its name and is meaningless without it.
///
/// Stateless; calls about one domain come one after the other.
final class DefinitionFiles {
    static final String XML = ".xml";
    static final String PINS = ".pins";
    static final String TEMPORARY = ".tmp";

    private final Storage storage;
    private final Path directory;
    private final Path autostart;

    /// @param directory the directory of the definitions, which exists
    /// @param autostart the directory of the autostart marks, which exists
    DefinitionFiles(Storage storage, Path directory, Path autostart) {
        this.storage = storage;
        this.directory = directory;
        this.autostart = autostart;
    }

    Path directory() {
        return directory;
    }

    Path autostart() {
        return autostart;
    }

    /// The name of the file with the choices for that definition.
    static String sidecar(String name, String digest) {
        return FileNames.file(name, "." + digest + PINS);
    }

    Path definition(String name) {
        return directory.resolve(FileNames.file(name, XML));
    }

    private Path pins(String name, String digest) {
        return directory.resolve(sidecar(name, digest));
    }

    private Path mark(String name) {
        return autostart.resolve(FileNames.file(name, ""));
    }

    private static Path temporary(Path file) {
        return file.resolveSibling(file.getFileName() + TEMPORARY);
    }

    /// Does what needs room on the disk, beside the files that are there: after this, [#apply] only
    /// gives other names.
    void prepare(Change change) throws IOException {
        if (change instanceof Change.Saved saved) {
            Path file = definition(saved.name());
            if (saved.pinned()) {
                Path pins = pins(saved.name(), Digest.brief(saved.xml()));
                storage.write(temporary(pins), saved.pins(), false);
            }
            storage.write(temporary(file), saved.xml(), false);
        }
    }

    /// Takes back what was prepared, as far as that can be done; a start of the engine removes what
    /// is left.
    void discard(Change change) {
        if (change instanceof Change.Saved saved) {
            try {
                storage.delete(temporary(definition(saved.name())));
                storage.delete(temporary(pins(saved.name(), Digest.brief(saved.xml()))));
            } catch (IOException e) {
                return;
            }
        }
    }

    /// Lets the files say what was prepared.
    void apply(Change change) throws IOException {
        switch (change) {
            case Change.Saved saved -> save(saved);
            case Change.Removed removed -> {
                storage.delete(definition(removed.name()));
                storage.delete(pins(removed.name(), removed.before()));
                storage.delete(mark(removed.name()));
            }
            case Change.Marked marked -> mark(marked.name(), marked.on());
        }
    }

    private void save(Change.Saved saved) throws IOException {
        String digest = Digest.brief(saved.xml());
        Path file = definition(saved.name());
        Path pins = pins(saved.name(), digest);
        if (saved.before().isEmpty()) {
            storage.delete(mark(saved.name()));
        }
        if (saved.pinned()) {
            storage.move(temporary(pins), pins);
        }
        storage.move(temporary(file), file);
        boolean same = saved.before().equals(digest);
        if (!saved.before().isEmpty() && !(same && saved.pinned())) {
            storage.delete(pins(saved.name(), saved.before()));
        }
    }

    private void mark(String name, boolean on) throws IOException {
        if (on) {
            storage.write(mark(name), new byte[0], false);
        } else {
            storage.delete(mark(name));
        }
    }

    /// Both at once.
    void rewrite(Change change) throws IOException {
        prepare(change);
        apply(change);
    }

    /// The files that must be on the disk, there or gone, before the journal may forget a change.
    List<Path> paths(Change change) {
        List<Path> paths = new ArrayList<>(2);
        switch (change) {
            case Change.Saved saved -> {
                paths.add(definition(saved.name()));
                if (saved.pinned()) {
                    paths.add(pins(saved.name(), Digest.brief(saved.xml())));
                }
                if (saved.before().isEmpty()) {
                    paths.add(mark(saved.name()));
                }
            }
            case Change.Removed removed -> {
                paths.add(definition(removed.name()));
                paths.add(mark(removed.name()));
            }
            case Change.Marked marked -> paths.add(mark(marked.name()));
        }
        return paths;
    }

    /// What the definition's file says now; empty where there is none.
    Optional<byte[]> read(String name) throws IOException {
        return storage.read(definition(name));
    }

    /// Whether the file beside the definition is as that change wants it.
    boolean pinsAsIn(Change.Saved saved) throws IOException {
        Optional<byte[]> there = storage.read(pins(saved.name(), Digest.brief(saved.xml())));
        return Arrays.equals(there.orElse(new byte[0]), saved.pins());
    }

    /// Removes the choices that belong to an earlier definition.
    void forget(String name, String digest) throws IOException {
        storage.delete(pins(name, digest));
    }
}
