package org.ostler.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Does something when Ctrl-C, or SIGTERM, ends the program while this is open.
///
/// It runs in the JVM's shutdown; whoever closes this meanwhile is held up until the program ends,
/// so that nobody tells a second story.
final class OnInterrupt implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(60);

    private final Thread hook;

    OnInterrupt(Runnable action) {
        hook = Thread.ofPlatform().name("interrupt").unstarted(action);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            awaitEnd();
        }
    }

    private static void awaitEnd() {
        try {
            var _ = new CountDownLatch(1).await(END.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
