package org.ostler.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// How a journal goes about it. Immutable.
///
/// @param fileBytes how much a file has before the other one is written
/// @param patience how long a change waits for the disk
/// @param checkpoints runs what brings a full file's changes to the disk
/// @param later runs a task after the moment that the definitions' files may lag behind
record JournalSettings(int fileBytes, Duration patience, Executor checkpoints, Executor later) {
    private static final int FILE_BYTES = 1 << 20;
    private static final long LAG_MILLIS = 100;

    static final JournalSettings DEFAULT =
            new JournalSettings(
                    FILE_BYTES,
                    Duration.ofSeconds(30),
                    Thread::startVirtualThread,
                    CompletableFuture.delayedExecutor(
                            LAG_MILLIS, TimeUnit.MILLISECONDS, Thread::startVirtualThread));
}
