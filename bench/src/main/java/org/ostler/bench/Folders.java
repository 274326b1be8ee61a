package org.ostler.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/// Folders of this run.
final class Folders {
    private Folders() {}

    /// Makes a folder, with those above it, that every user can pass through: QEMU may run as
    /// another one.
    static Path passable(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        return folder;
    }

    /// Deletes what is in a folder, but not the entries of these names, and not the folder itself,
    /// which may be mounted elsewhere. Links are not followed. A folder that is not there is empty.
    static void empty(Path folder, Set<String> kept) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                if (!kept.contains(entry.getFileName().toString())) {
                    delete(entry);
                }
            }
        }
    }

    private static void delete(Path file) throws IOException {
        if (Files.isDirectory(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            empty(file, Set.of());
        }
        Files.delete(file);
    }
}
