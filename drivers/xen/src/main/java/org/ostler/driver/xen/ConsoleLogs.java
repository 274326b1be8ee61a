package org.ostler.driver.xen;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The logs that xenconsoled keeps of guests' primary consoles when it runs with `--log=guest` or
/// `--log=all`: `guest-NAME.log` in its log directory, appended to by every guest of that name.
///
/// Whether a guest is logged is read from the descriptors that the process holds, not from its
/// options, because a file of an earlier guest proves nothing. Stateless and thread-safe; a look
/// goes through `/proc` once. Sources: `xenconsoled --help`, and what it does on Xen 4.17.
final class ConsoleLogs {
    private static final Path DEFAULT_DIRECTORY = Path.of("/var/log/xen/console");
    private static final String DIRECTORY_OPTION = "--log-dir";

    private final Path proc;

    /// @param proc where the kernel tells of processes, usually `/proc`
    ConsoleLogs(Path proc) {
        this.proc = proc;
    }

    /// The log that is being written of a running guest's primary console.
    ///
    /// @param name the name that the guest was made with
    Optional<Path> of(String name) {
        return daemon().flatMap(process -> held(process, fileName(name)));
    }

    /// How long the log of that name is now: where a guest's own output begins if it is made next.
    long end(String name) {
        try {
            Path directory = daemon().map(ConsoleLogs::directory).orElse(DEFAULT_DIRECTORY);
            return Files.size(directory.resolve(fileName(name)));
        } catch (IOException e) {
            return 0;
        }
    }

    private static String fileName(String name) {
        return "guest-" + name.replace('/', '_') + ".log";
    }

    private Optional<Path> daemon() {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[1-9]*")) {
            for (Path process : processes) {
                if (text(process.resolve("comm")).strip().equals("xenconsoled")) {
                    return Optional.of(process);
                }
            }
        } catch (IOException e) {
            // Nobody logs, as far as can be seen.
        }
        return Optional.empty();
    }

    private static Optional<Path> held(Path process, String fileName) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                Path file = target(descriptor);
                if (file.isAbsolute() && file.endsWith(fileName)) {
                    return Optional.of(file);
                }
            }
        } catch (IOException e) {
            // It has ended just now.
        }
        return Optional.empty();
    }

    private static Path target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor);
        } catch (IOException e) {
            return Path.of("");
        }
    }

    private static Path directory(Path process) {
        String[] words = text(process.resolve("cmdline")).split("\0", -1);
        for (int i = 0; i < words.length; i++) {
            if (words[i].startsWith(DIRECTORY_OPTION + "=")) {
                return Path.of(words[i].substring(DIRECTORY_OPTION.length() + 1));
            }
            if (words[i].equals(DIRECTORY_OPTION) && i + 1 < words.length) {
                return Path.of(words[i + 1]);
            }
        }
        return DEFAULT_DIRECTORY;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
