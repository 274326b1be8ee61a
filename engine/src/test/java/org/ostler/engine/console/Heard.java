package org.ostler.engine.console;

import org.ostler.api.Console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Reads a console until it has heard something, or to its end.
final class Heard {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Heard() {}

    /// Everything up to and with that text.
    static String until(Console console, String text) {
        return inTime(() -> read(console, text));
    }

    /// Everything up to the end.
    static String toEnd(Console console) {
        return inTime(() -> read(console, "\0"));
    }

    private static String read(Console console, String text) throws IOException {
        StringBuilder heard = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(100);
        while (heard.indexOf(text) < 0 && console.read(buffer.clear()) >= 0) {
            heard.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
        }
        return heard.toString();
    }

    private static String inTime(Callable<String> reading) {
        FutureTask<String> task = new FutureTask<>(reading);
        Thread reader = Thread.ofVirtual().start(task);
        try {
            return task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            reader.interrupt();
            throw new AssertionError("the console was not heard to say it", e);
        }
    }
}
