package org.ostler.driver.qemu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Finds processes by a word of their command line, for the one case in which nobody wrote down
/// which process it is: the daemon was killed between launching a QEMU and recording it. Stateless.
final class LaunchedProcesses {
    /// More than Linux lets a command line have (a quarter of an 8 MiB stack, execve(2)).
    private static final int COMMAND_LINE_BYTES = 2 << 20;

    private LaunchedProcesses() {}

    /// The processes that have this argument, whole. Those that end meanwhile, and those of other
    /// users that may not be looked at, are left out.
    static List<QemuProcess> having(String argument) throws IOException {
        List<QemuProcess> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (Path directory : all) {
                if (words(directory).contains(argument)) {
                    // Looked at again through a pidfd, so that both mean the same process.
                    open(directory)
                            .filter(p -> p.orClose(words(directory).contains(argument)))
                            .ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static Optional<QemuProcess> open(Path directory) throws IOException {
        long pid = Long.parseLong(String.valueOf(directory.getFileName()));
        Optional<ProcessIdentity> identity = ProcessIdentity.of(pid);
        return identity.isEmpty() ? Optional.empty() : QemuProcess.find(identity.get());
    }

    private static List<String> words(Path directory) {
        try (InputStream line = Files.newInputStream(directory.resolve("cmdline"))) {
            byte[] bytes = line.readNBytes(COMMAND_LINE_BYTES);
            return Arrays.asList(new String(bytes, StandardCharsets.UTF_8).split("\0", -1));
        } catch (IOException goneOrForbidden) {
            return List.of();
        }
    }
}
