package org.ostler.daemon;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How the daemon's program is started from a test: this Java, this class path.
public final class Programs {
    private Programs() {}

    /// The command for these arguments.
    static List<String> daemon(String... arguments) {
        return program(Main.class, arguments);
    }

    /// As the launcher starts the packaged daemon: as modules, with its flags.
    static List<String> shippedDaemon(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java());
        Path flags = Path.of(System.getProperty("ostler.root", "..")).resolve("tools/jvm-flags");
        for (String line : Files.readAllLines(flags)) {
            String[] words = line.split(" ", 2);
            if (words[0].equals("all") || words[0].equals("daemon")) {
                command.add(words[1]);
            }
        }
        command.addAll(List.of("-p", modules(), "-m", "org.ostler.daemon/" + Main.class.getName()));
        command.addAll(arguments);
        return command;
    }

    /// Of this test's class path, what belongs to the product.
    private static String modules() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(
                        entry ->
                                entry.endsWith("/target/classes")
                                        || entry.matches(".*/(ostler|jackson)-[^/]*[.]jar"))
                .filter(entry -> !entry.contains("conformance"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin/java").toString();
    }

    static List<String> program(Class<?> main, String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                java(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xshare:auto",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
