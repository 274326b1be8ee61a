package org.ostler.driver.xen;

import org.ostler.posix.Errno;
import org.ostler.posix.Fd;
import org.ostler.posix.Pipe;
import org.ostler.posix.Poll;
import org.ostler.posix.PosixException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Carries a domain's state between libxl's end of a pipe and a channel, on a platform thread of
/// its own.
///
/// libxl never meets the other side itself: libxl 4.17 crashes when the very first write of a save
/// fails or cannot go on, and it polls its descriptor until the operation is over and ends the
/// process when somebody closes it meanwhile. Its end of the pipe stays open until the operation is
/// over, whatever becomes of the channel. When the channel fails, the rest of a save is read and
/// dropped, and [#finish] tells.
///
/// The methods belong to the operation's thread.
final class StreamPump implements AutoCloseable {
    private static final int PIPE_BYTES = 1 << 20;
    private static final int BUFFER_BYTES = 1 << 18;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /// How long the first bytes of a source may take.
    static final Duration HEAD_DEADLINE = Duration.ofMinutes(5);

    /// How long the last bytes may take once libxl is done.
    static final Duration FLUSH_DEADLINE = Duration.ofSeconds(60);

    private final Pipe pipe = newPipe();
    private final boolean outgoing;
    private final Thread thread;
    private final CompletableFuture<Optional<IOException>> head = new CompletableFuture<>();
    private final CompletableFuture<Optional<IOException>> ended = new CompletableFuture<>();
    private volatile Optional<IOException> channelFailure = Optional.empty();
    private volatile boolean stopped;

    @FunctionalInterface
    private interface Body {
        void carry(StreamPump pump, Fd own) throws IOException;
    }

    private StreamPump(boolean outgoing, Body body) {
        this.outgoing = outgoing;
        thread = Thread.ofPlatform().daemon().name("libxl-stream").unstarted(() -> run(body));
    }

    private static Pipe newPipe() {
        try {
            return Pipe.nonBlocking(PIPE_BYTES);
        } catch (PosixException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes what libxl writes to a channel.
    ///
    /// @param onFailure called on the pump's thread when the channel fails
    static StreamPump to(WritableByteChannel sink, Runnable onFailure) {
        return new StreamPump(true, (pump, own) -> pump.drainTo(own, sink, onFailure));
    }

    /// Gives libxl what comes from a channel, after its first bytes have been checked. Reads ahead
    /// by up to a MiB.
    ///
    /// @param onFailure called on the pump's thread when the channel fails
    static StreamPump from(ReadableByteChannel source, Runnable onFailure) {
        return new StreamPump(false, (pump, own) -> pump.fillFrom(own, source, onFailure));
    }

    /// Starts the thread.
    StreamPump start() {
        thread.start();
        return this;
    }

    /// Waits until the first bytes of a source have come and been checked; libxl must not be given
    /// the pipe before.
    ///
    /// @throws UncheckedIOException when it is no domain's state, does not come in time, or the
    ///   wait was given up
    void awaitHead() {
        if (outgoing) {
            return;
        }
        Optional<IOException> failure;
        try {
            failure = head.get(HEAD_DEADLINE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            failure =
                    Optional.of(
                            new IOException(
                                    "No domain's state came within "
                                            + HEAD_DEADLINE.toSeconds()
                                            + " s.",
                                    e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = Optional.of(new IOException("The wait for the stream was interrupted.", e));
        } catch (ExecutionException e) {
            failure = Optional.of(new IOException("The stream failed.", e));
        }
        failure.ifPresent(
                reason -> {
                    throw new UncheckedIOException(reason);
                });
    }

    /// Ends a wait in [#awaitHead]; from any thread.
    void giveUpHead() {
        head.complete(Optional.of(new IOException("Receiving the domain's state was cancelled.")));
    }

    /// libxl's end of the pipe.
    Fd descriptor() {
        return outgoing ? pipe.sink() : pipe.source();
    }

    /// Called after libxl is done with success: waits until everything that it wrote has passed.
    /// What a source still has is of no interest.
    ///
    /// @return what went wrong with the channel
    Optional<IOException> finish() {
        descriptor().close();
        if (!outgoing) {
            return Optional.empty();
        }
        try {
            return ended.get(FLUSH_DEADLINE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Optional.of(
                    new IOException(
                            "The stream's other side did not take the last bytes within "
                                    + FLUSH_DEADLINE.toSeconds()
                                    + " s.",
                            e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(
                    new IOException("The wait for the stream's end was interrupted.", e));
        } catch (ExecutionException e) {
            return Optional.of(new IOException("The stream failed.", e));
        }
    }

    /// What has gone wrong with the channel so far.
    Optional<IOException> failure() {
        return channelFailure;
    }

    /// Ends the thread. One that is inside a sink is interrupted, which closes an interruptible
    /// channel; one that waits for a source ends when its owner closes the source.
    @Override
    public void close() {
        stopped = true;
        descriptor().close();
        if (outgoing) {
            thread.interrupt();
        }
    }

    private void run(Body body) {
        Optional<IOException> failure = Optional.empty();
        try (Fd own = outgoing ? pipe.source() : pipe.sink()) {
            body.carry(this, own);
        } catch (IOException e) {
            failure = Optional.of(e);
        } catch (RuntimeException e) {
            failure = Optional.of(new IOException("The stream's other side failed.", e));
        }
        ended.complete(failure);
    }

    private void drainTo(Fd from, WritableByteChannel sink, Runnable onFailure) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        while (receive(from, buffer)) {
            try {
                while (buffer.hasRemaining()) {
                    sink.write(buffer);
                }
            } catch (IOException e) {
                channelFailure = Optional.of(e);
                onFailure.run();
                while (receive(from, buffer)) {
                    // nobody wants the rest any more, but libxl must not wait for a reader that is
                    // gone
                }
                throw e;
            }
        }
    }

    /// Fills the buffer with what libxl wrote; false at the end.
    private boolean receive(Fd from, ByteBuffer buffer) throws PosixException {
        int n = from.read(buffer.clear());
        while (n == 0 && !stopped) {
            Poll.await(from, Poll.READABLE, LOOK_AGAIN);
            n = from.read(buffer);
        }
        buffer.flip();
        return n > 0;
    }

    private void fillFrom(Fd to, ReadableByteChannel source, Runnable onFailure)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        try {
            StreamHead.read(source, buffer);
            if (!head.complete(Optional.empty())) {
                return;
            }
            boolean wanted = send(to, buffer);
            while (wanted && source.read(buffer.clear()) >= 0) {
                wanted = send(to, buffer.flip());
            }
        } catch (IOException e) {
            if (!head.complete(Optional.of(e)) && !stopped) {
                channelFailure = Optional.of(e);
                onFailure.run();
            }
            throw e;
        }
    }

    /// Gives libxl all of the buffer; false when it wants no more.
    private boolean send(Fd to, ByteBuffer buffer) throws PosixException {
        try {
            while (buffer.hasRemaining() && !stopped) {
                if (to.write(buffer) == 0) {
                    Poll.await(to, Poll.WRITABLE, LOOK_AGAIN);
                }
            }
        } catch (PosixException e) {
            if (e.is(Errno.EPIPE)) {
                return false;
            }
            throw e;
        }
        return !stopped;
    }
}
