package org.ostler.wire;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;

/// A stream ended otherwise than by finishing.
public final class StreamException extends IOException {
    private static final long serialVersionUID = 1L;

    /// Why it ended.
    public enum Reason {
        /// The client aborted it.
        ABORTED_BY_PEER,
        /// The client finished it although there was more to send.
        FINISHED_BY_PEER,
        /// The server reported an error; [StreamException#error] has it.
        FAILED_BY_PEER,
        /// The connection ended.
        DISCONNECTED,
        /// We closed, finished, aborted or failed it ourselves.
        CLOSED_HERE,
        /// Data came faster than it was read, while the connection was needed for something else.
        OVERFLOWED,
        /// The peer did not answer in time.
        TIMED_OUT
    }

    private final Reason reason;
    private final transient @Nullable ByteBuffer error;

    StreamException(Reason reason, String message) {
        this(reason, message, null);
    }

    StreamException(Reason reason, String message, @Nullable ByteBuffer error) {
        super(message);
        this.reason = reason;
        this.error = error;
    }

    public Reason reason() {
        return reason;
    }

    /// The encoded error that the server sent; empty for all but [Reason#FAILED_BY_PEER].
    public ByteBuffer error() {
        ByteBuffer e = error;
        return e == null ? ByteBuffer.allocate(0) : e.duplicate();
    }

    /// The same once more, with the stack of the thread that is told now.
    StreamException again() {
        StreamException copy = new StreamException(reason, String.valueOf(getMessage()), error);
        copy.initCause(this);
        return copy;
    }
}
