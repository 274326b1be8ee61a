package org.ostler.driver.qemu;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/// The monitor of one running QEMU, or that there is none at the moment.
///
/// Thread-safe. One thread at a time connects again: the one that the loss was told to.
final class MonitorLink implements AutoCloseable {
    private static final Duration GREETING = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

    private final String guest;
    private final Path socket;
    private final QmpListener listener;
    private final AtomicReference<@Nullable QmpClient> client = new AtomicReference<>();
    private volatile boolean closed;

    MonitorLink(String guest, Path socket, QmpListener listener) {
        this.guest = guest;
        this.socket = socket;
        this.listener = listener;
    }

    /// Takes over a connection, whose events go to this link's listener.
    void use(QmpClient connected) {
        client.set(connected);
        if (closed) {
            connected.close();
        }
    }

    /// @throws QmpException of kind `LOST` while there is none
    QmpClient client() throws QmpException {
        QmpClient now = client.get();
        if (now == null || !now.isOpen()) {
            throw QmpException.lost(
                    "the monitor of guest '"
                            + guest
                            + "' does not answer: QEMU is stuck or stopped, or another program"
                            + " holds "
                            + socket
                            + "; it can be destroyed all the same");
        }
        return now;
    }

    /// Tries until the monitor answers, ever more seldom; false when QEMU has ended, or the link
    /// was closed, instead.
    boolean connectAgain(QemuProcess process) throws IOException {
        Duration pause = FIRST_PAUSE;
        while (!closed && !process.awaitEnd(pause)) {
            EarlyListener early = new EarlyListener();
            try {
                use(QmpClient.connect(guest, socket, GREETING, early));
                early.handOver(listener);
                return !closed;
            } catch (QmpException notYet) {
                pause = pause.multipliedBy(2);
                pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            }
        }
        return false;
    }

    /// Lets go of the monitor for good; QEMU runs on.
    @Override
    public void close() {
        closed = true;
        QmpClient now = client.get();
        if (now != null) {
            now.close();
        }
    }
}
