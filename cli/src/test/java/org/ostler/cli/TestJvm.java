package org.ostler.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Command lines for JVMs with the classes of this test run.
final class TestJvm {
    private TestJvm() {}

    static List<String> command(String mainClass, List<String> arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                mainClass));
        command.addAll(arguments);
        return command;
    }
}
