package org.ostler.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    private static final String ANY_DIGEST = "0".repeat(Digest.BRIEF);

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

    /// Lets the files say what a change says; done twice is done once.
    void apply(Change change) throws IOException {
        switch (change) {
            case Change.Saved saved -> save(saved);
            case Change.Removed removed -> {
                storage.delete(definition(removed.name()));
                if (!removed.before().isEmpty()) {
                    forget(removed.name(), removed.before());
                }
            }
            case Change.Marked marked -> mark(marked.name(), marked.on());
        }
    }

    /// Lets the files say what changes come to.
    ///
    /// @return the files that must be on the disk, there or gone, before the journal may forget the
    ///   changes
    List<Path> apply(Outcome outcome) throws IOException {
        List<Path> paths = new ArrayList<>(3);
        if (outcome.definition().isPresent()) {
            apply(outcome.definition().get());
            paths.addAll(paths(outcome.definition().get()));
        }
        if (outcome.mark().isPresent()) {
            apply(outcome.mark().get());
            paths.addAll(paths(outcome.mark().get()));
        }
        return paths;
    }

    private void save(Change.Saved saved) throws IOException {
        Path file = definition(saved.name());
        Path pins = pins(saved.name(), saved.digest());
        if (saved.pinned()) {
            storage.write(temporary(pins), saved.pins(), false);
        }
        storage.write(temporary(file), saved.xml(), false);
        if (saved.pinned()) {
            storage.move(temporary(pins), pins);
        }
        storage.move(temporary(file), file);
        boolean same = saved.before().equals(saved.digest());
        if (!saved.before().isEmpty() && !(same && saved.pinned())) {
            forget(saved.name(), saved.before());
        }
    }

    private void mark(String name, boolean on) throws IOException {
        if (on) {
            storage.write(mark(name), new byte[0], false);
        } else {
            storage.delete(mark(name));
        }
    }

    /// The files that must be on the disk, there or gone, before the journal may forget a change.
    List<Path> paths(Change change) {
        return switch (change) {
            case Change.Saved saved when saved.pinned() ->
                    List.of(definition(saved.name()), pins(saved.name(), saved.digest()));
            case Change.OfDefinition other -> List.of(definition(other.name()));
            case Change.Marked marked -> List.of(mark(marked.name()));
        };
    }

    /// Refuses a domain that no file can be called like, nor a file beside it, which a later
    /// definition may need.
    ///
    /// @throws org.ostler.api.Fault when a file's name would be too long
    void checkName(String name) {
        var _ = sidecar(name, ANY_DIGEST);
    }

    /// Brings files and their names to the disk.
    void sync(Set<Path> paths) throws IOException {
        Set<Path> directories = new HashSet<>();
        for (Path file : paths) {
            storage.sync(file);
            directories.add(file.resolveSibling(""));
        }
        for (Path directory : directories) {
            storage.syncDirectory(directory);
        }
    }

    /// What the definition's file says now; empty where there is none.
    Optional<byte[]> read(String name) throws IOException {
        return storage.read(definition(name));
    }

    /// Whether the file beside the definition is as that change wants it.
    boolean pinsAsIn(Change.Saved saved) throws IOException {
        Optional<byte[]> there = storage.read(pins(saved.name(), saved.digest()));
        return Arrays.equals(there.orElse(new byte[0]), saved.pins());
    }

    /// Removes the choices that belong to an earlier definition.
    void forget(String name, String digest) throws IOException {
        storage.delete(pins(name, digest));
    }
}
