package org.ostler.daemon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How the daemon's program is started from a test: this Java, this class path.
final class Programs {
    private Programs() {}

    /// The command for these arguments.
    static List<String> daemon(String... arguments) {
        return program(Main.class, arguments);
    }

    static List<String> program(Class<?> main, String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
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
