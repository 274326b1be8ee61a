package org.ostler.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The last of what a process says on its standard error, read by a virtual thread until its end so
/// that the process is never held up. Thread-safe.
final class ProcessWords {
    private static final int MAX_BYTES = 4096;

    private final Thread reader;

    // Guarded by this.
    private byte[] last = new byte[0];

    /// @param name of the process, for the thread
    ProcessWords(InputStream said, String name) {
        reader = Thread.ofVirtual().name("words of " + name).start(() -> readAll(said));
    }

    private void readAll(InputStream said) {
        byte[] some = new byte[1024];
        try (said) {
            for (int n = said.read(some); n >= 0; n = said.read(some)) {
                add(some, n);
            }
        } catch (IOException closed) {
            // What was said until then is kept.
        }
    }

    private synchronized void add(byte[] some, int n) {
        int kept = Math.min(last.length, MAX_BYTES - n);
        byte[] longer = new byte[kept + n];
        System.arraycopy(last, last.length - kept, longer, 0, kept);
        System.arraycopy(some, 0, longer, kept, n);
        last = longer;
    }

    /// Everything, on one line, when the process is done saying it or the time is over.
    String whole(Duration atMost) throws InterruptedException {
        var _ = reader.join(atMost);
        synchronized (this) {
            return new String(last, StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .reduce((a, b) -> a + "; " + b)
                    .orElse("");
        }
    }
}
