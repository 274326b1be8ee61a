package org.ostler.driver.qemu;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ExecutionException;

/// Turns exceptions into text for sentences.
final class Words {
    private Words() {}

    /// The exception's message, or its class when it has none; of an [ExecutionException], its
    /// cause's.
    static String of(@Nullable Throwable e) {
        if (e == null) {
            return "unknown reason";
        }
        if (e instanceof ExecutionException && e.getCause() != null) {
            return of(e.getCause());
        }
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }
}
