package org.ostler.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The machine and the programs that the figures are from.
final class Conditions {
    private Conditions() {}

    /// One sentence: processors, kernel, versions, date, rounds.
    static String sentence(Settings settings) {
        return "%s: %d × %s, %s, %s, %s, JDK %s; medians of %d rounds."
                .formatted(
                        LocalDate.now(java.time.ZoneOffset.UTC),
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        "Linux " + System.getProperty("os.version"),
                        words("libvirtd", "--version"),
                        words("qemu-system-x86_64", "--version"),
                        Runtime.version().feature(),
                        settings.rounds());
    }

    private static String processor() {
        try {
            return Files.readString(Path.of("/proc/cpuinfo"))
                    .lines()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unnamed processor");
        } catch (IOException e) {
            return "unknown processor";
        }
    }

    /// The first line that a program says; its name when it says nothing.
    private static String words(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(10, TimeUnit.SECONDS);
            return said.lines().findFirst().orElse(List.of(command).getFirst());
        } catch (IOException e) {
            return List.of(command).getFirst();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(command).getFirst();
        }
    }
}
