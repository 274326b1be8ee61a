package org.ostler.daemon.log;

import org.ostler.daemon.config.Settings.LogSettings;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/// What the loggers of the daemon lead to, its own ([org.ostler.api.log.LateLogger]) and those of
/// `System.getLogger`.
///
/// There is one of a program; the daemon's `Main` opens it with its settings and flushes it at the
/// end. Made of JDK classes alone: setting up a logging library would take longer than everything
/// else between exec and the first answered call.
public final class Logs extends System.LoggerFinder {
    private static final LogSettings UNOPENED = new LogSettings(2, false, Optional.empty());
    private static final Logs ONE = new Logs();

    private final LogPipe pipe = new LogPipe();
    private volatile LogSettings initial = UNOPENED;
    private volatile LogSettings current = UNOPENED;

    /// One that nobody but its owner writes to.
    public Logs() {}

    /// The one that the program and the JDK write to.
    public static Logs provider() {
        return ONE;
    }

    @Override
    public System.Logger getLogger(String name, Module module) {
        return logger(name);
    }

    /// The logger of that name.
    public System.Logger logger(String name) {
        return new PipeLogger(name, pipe);
    }

    /// Begins to write what was and will be logged.
    ///
    /// @throws IOException when the log file cannot be written
    public void open(LogSettings settings) throws IOException {
        initial = settings;
        current = settings;
        pipe.open(level(settings.level()), format(settings), output(settings));
    }

    /// Writes what is logged from now on elsewhere, or with another level.
    ///
    /// @throws IOException when the log file cannot be written; then nothing has changed
    public synchronized void change(LogSettings settings) throws IOException {
        pipe.change(level(settings.level()), format(settings), output(settings));
        current = settings;
    }

    private static LogFormat format(LogSettings settings) {
        return settings.json() ? LogFormat.JSON : LogFormat.TEXT;
    }

    private static OutputStream output(LogSettings settings) throws IOException {
        return settings.file().isPresent() ? append(settings.file().get()) : new StandardError();
    }

    /// Standard error stays when the log goes elsewhere: the JVM writes there, too.
    private static final class StandardError extends FilterOutputStream {
        StandardError() {
            super(new FileOutputStream(FileDescriptor.err));
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }

        @Override
        public void close() {}
    }

    /// What it was opened with.
    public LogSettings initialSettings() {
        return initial;
    }

    /// What holds now.
    public LogSettings settings() {
        return current;
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
