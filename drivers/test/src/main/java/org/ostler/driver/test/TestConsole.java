package org.ostler.driver.test;

import org.ostler.api.Console;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;

/// An open console of a test guest. The place belongs to the reading thread; `over` is set by any.
final class TestConsole implements Console {
    private final Machine machine;
    private final boolean writer;
    private long place;
    private volatile boolean over;

    TestConsole(Machine machine, boolean writer, long place) {
        this.machine = machine;
        this.writer = writer;
        this.place = place;
    }

    long place() {
        return place;
    }

    void moveTo(long next) {
        place = next;
    }

    boolean over() {
        return over;
    }

    /// It was closed, or another one took it over.
    void end() {
        over = true;
        machine.output().wake();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        try {
            return machine.output().read(this, into);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the wait for the guest's output was interrupted");
        }
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        if (!writer) {
            throw new IOException("this console was opened to watch");
        }
        if (over || machine.ended()) {
            throw new IOException("this console has ended");
        }
        byte[] typed = new byte[from.remaining()];
        from.get(typed);
        machine.type(typed);
    }

    @Override
    public void close() {
        end();
        machine.release(this);
    }
}
