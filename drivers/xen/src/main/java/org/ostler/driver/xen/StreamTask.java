package org.ostler.driver.xen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;

/// A task that libxl does by its helper process, whose messages come from the component `xc`, on a
/// pipe that a pump serves.
abstract class StreamTask<T> extends HeldTask<T> {
    private final Function<Runnable, StreamPump> making;
    private volatile Optional<StreamPump> pump = Optional.empty();
    private volatile boolean cancelRequested;

    StreamTask(Function<Runnable, StreamPump> making) {
        this.making = making;
    }

    /// Starts the pump and gives libxl's end of its pipe.
    ///
    /// @param cancel aborts the operation when the channel fails
    int descriptor(Runnable cancel) {
        StreamPump made = making.apply(cancel).start();
        pump = Optional.of(made);
        if (cancelRequested) {
            made.giveUpHead();
        }
        made.awaitHead();
        return made.descriptor().number();
    }

    abstract T result();

    @Override
    public void cancelled() {
        cancelRequested = true;
        pump.ifPresent(StreamPump::giveUpHead);
    }

    @Override
    public final T finish() {
        pump.flatMap(StreamPump::finish)
                .ifPresent(
                        failure -> {
                            throw new UncheckedIOException(failure);
                        });
        return result();
    }

    @Override
    public Optional<IOException> cause() {
        return pump.flatMap(StreamPump::failure);
    }

    @Override
    public void close() {
        pump.ifPresent(StreamPump::close);
        super.close();
    }

    @Override
    public boolean isAbortableAtOnce() {
        return false;
    }

    @Override
    public boolean showsAbortable(LogLine line) {
        return line.component().equals("xc");
    }
}
