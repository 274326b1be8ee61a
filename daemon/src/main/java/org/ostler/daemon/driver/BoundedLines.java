package org.ostler.daemon.driver;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Lines of a stream in UTF-8, none longer than [#LINE_BYTES]: the rest of such a line is dropped,
/// so a writer that never ends its line costs no memory. Used by one thread.
final class BoundedLines implements AutoCloseable {
    /// What is kept of one line.
    static final int LINE_BYTES = 16 * 1024;

    private final InputStream stream;

    BoundedLines(InputStream stream) {
        this.stream = new BufferedInputStream(stream);
    }

    /// The next line without its end; empty at the end of the stream.
    Optional<String> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int read = stream.read();
        if (read < 0) {
            return Optional.empty();
        }
        while (read >= 0 && read != '\n') {
            if (line.size() < LINE_BYTES) {
                line.write(read);
            }
            read = stream.read();
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
