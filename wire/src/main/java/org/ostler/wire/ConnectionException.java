package org.ostler.wire;

import java.io.IOException;

/// A call got no answer.
public final class ConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    /// What went wrong.
    public enum Reason {
        /// The connection has ended.
        ENDED,
        /// The deadline passed; an answer that still comes is consumed and dropped.
        TIMED_OUT,
        /// So many calls are outstanding, or so many bytes unsent, that this one was not even
        /// tried.
        CONGESTED,
        /// The caller cancelled it.
        CANCELLED
    }

    private final Reason reason;
    private final boolean outcomeUnknown;

    ConnectionException(Reason reason, boolean outcomeUnknown, String message) {
        super(message);
        this.reason = reason;
        this.outcomeUnknown = outcomeUnknown;
    }

    public Reason reason() {
        return reason;
    }

    /// Whether the server may have carried the call out; when false it certainly has not.
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }

    /// The same once more, with the stack of the thread that is told now.
    ConnectionException again() {
        ConnectionException copy =
                new ConnectionException(reason, outcomeUnknown, String.valueOf(getMessage()));
        copy.initCause(this);
        return copy;
    }
}
