package org.ostler.protocol.compiler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The directory of generated sources. A file that would not change is left alone, so that Maven
/// does not compile everything again; a file that was not written this time is deleted.
final class OutputDirectory {

    private final Path directory;
    private final Set<Path> written = new HashSet<>();

    OutputDirectory(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory);
    }

    void write(String className, String text) throws IOException {
        Path file = directory.resolve(className + ".java");
        written.add(file);
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.writeString(file, text);
        }
    }

    void deleteOthers() throws IOException {
        List<Path> stale;
        try (Stream<Path> files = Files.list(directory)) {
            stale = files.filter(file -> !written.contains(file)).toList();
        }
        for (Path file : stale) {
            Files.delete(file);
        }
    }
}
