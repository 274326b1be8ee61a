package org.ostler.engine.console;

import org.jspecify.annotations.Nullable;
import org.ostler.api.Console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/// A console that somebody has open: what the guest prints, and, for the one who may, a way to
/// type.
///
/// One thread reads, one writes; [#close] may come from any, and ends both.
public final class OpenConsole implements Console {
    private final ConsoleFeed feed;
    private final @Nullable ConsoleKeyboard keyboard;
    private final BooleanSupplier guestEnded;
    private final AtomicBoolean closed = new AtomicBoolean();

    private OpenConsole(
            ConsoleFeed feed, @Nullable ConsoleKeyboard keyboard, BooleanSupplier guestEnded) {
        this.feed = feed;
        this.keyboard = keyboard;
        this.guestEnded = guestEnded;
    }

    /// A console to watch.
    public static OpenConsole watching(ConsoleFeed feed, BooleanSupplier guestEnded) {
        return new OpenConsole(feed, null, guestEnded);
    }

    /// A console to watch and type at; the feed is closed again when the keyboard cannot be had.
    public static OpenConsole typing(
            ConsoleFeed feed, KeyboardSource keyboard, BooleanSupplier guestEnded)
            throws IOException {
        try {
            return new OpenConsole(feed, keyboard.open(), guestEnded);
        } catch (IOException | RuntimeException e) {
            feed.close();
            throw e;
        }
    }

    /// Opens the keyboard.
    @FunctionalInterface
    public interface KeyboardSource {
        ConsoleKeyboard open() throws IOException;
    }

    boolean isClosed() {
        return closed.get();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (closed.get()) {
            return -1;
        }
        try {
            return feed.read(into, () -> closed.get() || guestEnded.getAsBoolean());
        } catch (ClosedChannelException e) {
            return -1;
        }
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        ConsoleKeyboard keys = keyboard;
        if (keys == null) {
            throw new IOException("this console was opened to watch only");
        }
        if (closed.get()) {
            throw new IOException("this console was closed, or taken over");
        }
        keys.write(from);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        ConsoleKeyboard keys = keyboard;
        if (keys != null) {
            keys.close();
        }
        try {
            feed.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
