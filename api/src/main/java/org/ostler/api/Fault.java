package org.ostler.api;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/// The one exception of the API: a code, a sentence, and the chain of layers that led to it.
///
/// The sentence already contains the deepest layer's words, because most clients print nothing
/// else; it names what was asked, on what, and why not. The chain of [Origin]s runs from the layer
/// nearest to the caller down to the deepest. A fault is immutable and carries no stack trace of
/// its own unless it wraps an unexpected exception: it is an answer, not a defect.
public final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FaultCode code;
    private final FaultDomain domain;
    private final transient List<Origin> origins;
    private final boolean retryable;
    private final boolean outcomeUnknown;
    private final int errno;

    private Fault(Builder builder) {
        super(builder.message, builder.cause, false, builder.cause != null);
        this.code = builder.code;
        this.domain = builder.domain;
        this.origins = List.copyOf(builder.origins);
        this.retryable = builder.retryable;
        this.outcomeUnknown = builder.outcomeUnknown;
        this.errno = builder.errno;
    }

    /// A fault of the given kind with nothing more to tell than its sentence.
    public static Fault of(FaultCode code, FaultDomain domain, String message) {
        return builder(code, domain, message).build();
    }

    /// Starts a fault of the given kind.
    public static Builder builder(FaultCode code, FaultDomain domain, String message) {
        return new Builder(code, domain, message);
    }

    /// What kind of fault this is.
    public FaultCode code() {
        return code;
    }

    /// Which part of the stack reports it.
    public FaultDomain domain() {
        return domain;
    }

    /// The sentence, never empty.
    public String sentence() {
        return Objects.requireNonNullElse(getMessage(), code.name());
    }

    /// What each layer said, from the caller's side down; empty when the sentence says it all.
    public List<Origin> origins() {
        return origins == null ? List.of() : origins;
    }

    /// Whether the same call may succeed when it is simply made again later (a lost connection, a
    /// busy domain).
    public boolean retryable() {
        return retryable;
    }

    /// Whether nobody can tell if the call took effect: the layer below did not answer in time, and
    /// the state must be read again before anything else is changed.
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }

    /// The operating system's error number, where one is the cause.
    public OptionalInt errno() {
        return errno < 0 ? OptionalInt.empty() : OptionalInt.of(errno);
    }

    /// Collects the parts of a [Fault]. Not thread-safe.
    public static final class Builder {
        private final FaultCode code;
        private final FaultDomain domain;
        private final String message;
        private final ArrayList<Origin> origins = new ArrayList<>();
        private boolean retryable;
        private boolean outcomeUnknown;
        private int errno = -1;
        private @Nullable Throwable cause;

        private Builder(FaultCode code, FaultDomain domain, String message) {
            this.code = Objects.requireNonNull(code);
            this.domain = Objects.requireNonNull(domain);
            this.message = Objects.requireNonNull(message);
        }

        /// Adds the next deeper origin.
        public Builder origin(Origin origin) {
            origins.add(origin);
            return this;
        }

        /// Adds origins, each deeper than the one before.
        public Builder origins(List<Origin> deeper) {
            origins.addAll(deeper);
            return this;
        }

        /// Says that the same call may succeed later.
        public Builder retryable() {
            this.retryable = true;
            return this;
        }

        /// Says that the call may have taken effect all the same.
        public Builder outcomeUnknown() {
            this.outcomeUnknown = true;
            return this;
        }

        /// Names the operating system's error number.
        public Builder errno(int number) {
            this.errno = number;
            return this;
        }

        /// Keeps an unexpected exception, with its stack trace, for the log.
        public Builder cause(Throwable unexpected) {
            this.cause = unexpected;
            return this;
        }

        /// The fault.
        public Fault build() {
            return new Fault(this);
        }
    }
}
