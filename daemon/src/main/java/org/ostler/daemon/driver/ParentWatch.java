package org.ostler.daemon.driver;

import org.ostler.api.log.LateLogger;

import java.io.IOException;
import java.io.InputStream;

/// In a driver's own process: ends it when the daemon that started it is gone, which the end of
/// standard input tells, however the daemon ended.
public final class ParentWatch {
    private ParentWatch() {}

    /// Watches on a thread of its own.
    ///
    /// @param input standard input
    /// @param gone what to do once it has ended
    public static void start(InputStream input, Runnable gone) {
        Thread.ofPlatform().daemon().name("parent watch").start(() -> watch(input, gone));
    }

    private static void watch(InputStream input, Runnable gone) {
        byte[] ignored = new byte[64];
        try {
            while (input.read(ignored) >= 0) {
                // Nothing is ever sent; only the end counts.
            }
        } catch (IOException e) {
            LateLogger.of(ParentWatch.class)
                    .log(System.Logger.Level.DEBUG, "standard input: {0}", e);
        }
        gone.run();
    }
}
