package org.ostler.driver.qemu;

import org.jspecify.annotations.Nullable;
import org.ostler.api.Console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/// A console that somebody has open: what the guest prints, from its log, and, for the one who may,
/// a way to type.
///
/// One thread reads, one writes; [#close] may come from any, and ends both. The log is closed by
/// the reading side's owner, so a reader in the middle of a read is never surprised.
final class QemuConsole implements Console {
    private final ConsoleLogTail tail;
    private final @Nullable ConsoleWriter writer;
    private final BooleanSupplier guestEnded;
    private final Runnable whenClosed;
    private final AtomicBoolean closed = new AtomicBoolean();

    QemuConsole(
            ConsoleLogTail tail,
            @Nullable ConsoleWriter writer,
            BooleanSupplier guestEnded,
            Runnable whenClosed) {
        this.tail = tail;
        this.writer = writer;
        this.guestEnded = guestEnded;
        this.whenClosed = whenClosed;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (closed.get()) {
            return -1;
        }
        try {
            return tail.read(into, () -> closed.get() || guestEnded.getAsBoolean());
        } catch (java.nio.channels.ClosedChannelException e) {
            return -1;
        }
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        ConsoleWriter typing = writer;
        if (typing == null) {
            throw new IOException("this console was opened to watch only");
        }
        if (closed.get()) {
            throw new IOException("this console was closed, or taken over");
        }
        typing.write(from);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        ConsoleWriter typing = writer;
        if (typing != null) {
            typing.close();
        }
        try {
            tail.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            whenClosed.run();
        }
    }
}
