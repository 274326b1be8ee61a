package org.ostler.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A folder into which one run of the program writes files, each whole or not at all, none twice,
/// and none over another file that the run has still to read. Used by one thread.
final class OutputFolder {
    private final Path folder;
    private final boolean replaces;
    private final Set<Path> inputs;
    private final Set<Path> written = new HashSet<>();

    /// @param replaces whether files that were there before are replaced
    /// @param inputs the files that the run reads
    OutputFolder(Path folder, boolean replaces, List<String> inputs) {
        this.folder = folder;
        this.replaces = replaces;
        this.inputs =
                inputs.stream()
                        .map(input -> absolute(Path.of(input)))
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static Path absolute(Path file) {
        return file.toAbsolutePath().normalize();
    }

    /// Writes a file, with the permissions of the one that it is made from.
    ///
    /// @throws Failure when there is one already that is not to be replaced
    Path write(Path source, String name, String text) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new Failure(ExitCode.CONFLICT, folder + ": there already, and no folder");
        }
        Files.createDirectories(folder);
        Path file = folder.resolve(name);
        if (written.contains(file)) {
            throw new Failure(
                    ExitCode.CONFLICT, file + ": another file of this run was converted to it");
        }
        Path target = absolute(file);
        if (inputs.contains(target) && !target.equals(absolute(source))) {
            throw new Failure(
                    ExitCode.CONFLICT,
                    file + ": a file of this run, which nothing is written over");
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(source);
        Path whole = Files.createTempFile(folder, "." + name + ".", ".tmp");
        try {
            Files.write(whole, text.getBytes(StandardCharsets.UTF_8));
            Files.setPosixFilePermissions(whole, permissions);
            put(whole, file);
        } finally {
            Files.deleteIfExists(whole);
        }
        written.add(file);
        return file;
    }

    private void put(Path whole, Path file) throws IOException {
        if (replaces) {
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        try {
            // Other than a move it never replaces what appeared in the meantime.
            Files.createLink(file, whole);
        } catch (FileAlreadyExistsException there) {
            throw new Failure(ExitCode.CONFLICT, file + ": there already; --force replaces it");
        } catch (FileSystemException | UnsupportedOperationException noLinks) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new Failure(ExitCode.CONFLICT, file + ": there already; --force replaces it");
            }
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
