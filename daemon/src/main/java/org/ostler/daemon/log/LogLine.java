package org.ostler.daemon.log;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger.Level;
import java.time.Instant;

/// One thing that was logged, before it is written.
///
/// @param thread the name of the thread that logged it
/// @param thrown what went wrong, with its stack trace; null where nothing did
record LogLine(
        Instant time,
        Level level,
        String logger,
        String thread,
        String message,
        @Nullable Throwable thrown) {}
