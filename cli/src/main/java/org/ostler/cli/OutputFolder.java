package org.ostler.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/// A folder into which one run of the program writes files, each whole or not at all, and none
/// twice. Used by one thread.
final class OutputFolder {
    private final Path folder;
    private final boolean replaces;
    private final Set<Path> written = new HashSet<>();

    /// @param replaces whether files that were there before are replaced
    OutputFolder(Path folder, boolean replaces) {
        this.folder = folder;
        this.replaces = replaces;
    }

    /// Writes a file.
    ///
    /// @throws Failure when there is one already that is not to be replaced
    Path write(String name, String text) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new Failure(ExitCode.CONFLICT, folder + ": there already, and no folder");
        }
        Files.createDirectories(folder);
        Path file = folder.resolve(name);
        if (written.contains(file)) {
            throw new Failure(
                    ExitCode.CONFLICT, file + ": another file of this run was converted to it");
        }
        if (!replaces && Files.exists(file)) {
            throw new Failure(ExitCode.CONFLICT, file + ": there already; --force replaces it");
        }
        Path whole = folder.resolve("." + name + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.write(
                    whole,
                    text.getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
        written.add(file);
        return file;
    }
}
