package org.ostler.daemon.log;

import org.ostler.daemon.config.Settings.LogSettings;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// What `System.getLogger` leads to in the daemon.
///
/// The JDK makes the one instance; the daemon's `Main` opens it with its settings and flushes it at
/// the end. Made of JDK classes alone: setting up a logging library would take longer than
/// everything else between exec and the first answered call.
public final class Logs extends System.LoggerFinder {
    private final LogPipe pipe = new LogPipe();

    /// For the JDK.
    public Logs() {}

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new PipeLogger(name, pipe);
    }

    /// Begins to write what was and will be logged.
    ///
    /// @throws IOException when the log file cannot be written
    public void open(LogSettings settings) throws IOException {
        OutputStream out =
                settings.file().isPresent()
                        ? append(settings.file().get())
                        : new FileOutputStream(FileDescriptor.err);
        pipe.open(level(settings.level()), settings.json() ? LogFormat.JSON : LogFormat.TEXT, out);
    }

    private static OutputStream append(Path file) throws IOException {
        return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static Level level(int number) {
        return switch (number) {
            case 1 -> Level.DEBUG;
            case 2 -> Level.INFO;
            case 3 -> Level.WARNING;
            default -> Level.ERROR;
        };
    }

    /// Waits until what was logged so far is written, at most for that long.
    public void flush(Duration atMost) {
        pipe.flush(atMost);
    }
}
