package org.ostler.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Runs programs to their end, with a deadline.
final class Programs {
    private static final int OUTPUT_BYTES_MAX = 16 << 20;

    private Programs() {}

    /// The root of the checkout.
    static Path root() {
        return Path.of(System.getProperty("ostler.root", "..")).toAbsolutePath().normalize();
    }

    /// Whether a program of that name is on the path.
    static boolean installed(String program) {
        for (String folder : System.getenv("PATH").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    /// Runs it without input.
    static Outcome run(Duration atMost, String... command) {
        return run(atMost, "", List.of(command));
    }

    /// Runs it with that input.
    static Outcome run(Duration atMost, String input, List<String> command) {
        return run(atMost, input, Map.of(), command);
    }

    /// The same with more in its environment.
    static Outcome run(
            Duration atMost, String input, Map<String, String> more, List<String> command) {
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("LC_ALL", "C");
            builder.environment().putAll(more);
            Process process = builder.start();
            CompletableFuture<String> out =
                    CompletableFuture.supplyAsync(() -> drain(process.getInputStream()), readers);
            CompletableFuture<String> err =
                    CompletableFuture.supplyAsync(() -> drain(process.getErrorStream()), readers);
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        command + " did not end within " + atMost + ": " + out.join() + err.join());
            }
            return new Outcome(command, process.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while running " + command, e);
        }
    }

    private static String drain(InputStream stream) {
        try (stream) {
            return new String(stream.readNBytes(OUTPUT_BYTES_MAX), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
