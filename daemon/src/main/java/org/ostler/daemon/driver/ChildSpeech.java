package org.ostler.daemon.driver;

import org.ostler.api.log.LateLogger;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// What a driver's process says: on its standard output, one line each, `ready` once it answers on
/// its socket, or `absent SENTENCE` where this host cannot run the driver; on its standard error,
/// its log.
///
/// Both streams are read until they end, one thread each, so that the child never waits for a
/// reader.
final class ChildSpeech {
    private static final System.Logger LOG = LateLogger.of(ChildSpeech.class);
    private static final String ABSENT = "absent ";

    private final String name;
    private final LastWords words;

    /// @param name the driver's
    /// @param words gets every line of the log
    ChildSpeech(String name, LastWords words) {
        this.name = name;
        this.words = words;
    }

    /// Follows what the child says of itself until it has no more to say.
    ///
    /// @return why the driver is absent, if the child said so
    Optional<String> listen(InputStream output, Runnable ready) throws IOException {
        Optional<String> absent = Optional.empty();
        try (BoundedLines lines = new BoundedLines(output)) {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                if (line.get().equals("ready")) {
                    ready.run();
                } else if (line.get().startsWith(ABSENT)) {
                    absent = Optional.of(line.get().substring(ABSENT.length()));
                }
            }
        }
        return absent;
    }

    /// The child's log lines become lines of this log; their own time is left out.
    void log(InputStream errors) {
        System.Logger logger = System.getLogger("org.ostler.driver." + name);
        try (BoundedLines lines = new BoundedLines(errors)) {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                words.add(line.get());
                ChildLine.of(line.get()).log(logger);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the log of {0} ended: {1}", name, e);
        }
    }
}
