package org.ostler.acceptance;

import org.awaitility.Awaitility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program that runs beside the test, its output in a file. Ended by its handle, never by name.
final class Background implements AutoCloseable {
    private final Process process;
    private final Path output;

    private Background(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static Background start(Path output, List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("LC_ALL", "C");
            builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
            return new Background(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /// What it has written so far.
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until it has written that; one that has ended is not waited for.
    void awaitOutput(String text, Duration atMost) {
        Awaitility.await("'" + text + "' in " + output)
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(25))
                .failFast("it ended before", () -> !alive() && !output().contains(text))
                .until(() -> output().contains(text));
    }

    /// Types to it.
    void type(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /// Talks to the small guest through it: types a line, again every two seconds, until the guest
    /// has said it after; before it is up nobody listens.
    void talk(String line, Duration atMost) {
        Awaitility.await("the guest's echo of '" + line + "' in " + output)
                .atMost(atMost)
                .pollInterval(Duration.ofSeconds(2))
                .failFast("it ended before", () -> !alive() && !output().contains("echo: " + line))
                .until(
                        () -> {
                            type(line + "\r");
                            return output().contains("echo: " + line);
                        });
    }

    /// Ends it without warning, as `kill -9` does.
    void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(20));
    }

    /// Asks it to end, and waits.
    int stop(Duration atMost) {
        process.destroy();
        return awaitEnd(atMost);
    }

    private int awaitEnd(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        "pid " + process.pid() + " did not end within " + atMost + ": " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
