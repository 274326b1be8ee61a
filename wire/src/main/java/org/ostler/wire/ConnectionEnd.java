package org.ostler.wire;

/// Why a connection ended.
///
/// @param cause the kind
/// @param message one sentence for logs and for people
public record ConnectionEnd(Cause cause, String message) {
    /// Kinds of ends.
    public enum Cause {
        /// The peer closed it.
        PEER_CLOSED,
        /// The peer sent what is no frame, or broke a rule after which libvirt hangs up.
        PROTOCOL_VIOLATION,
        /// No life sign within the keepalive's limits.
        KEEPALIVE_TIMEOUT,
        /// It did not authenticate in time.
        NOT_AUTHENTICATED,
        /// It did not take what was sent to it in time.
        STALLED,
        /// It did not take its events, and there is no room for more.
        EVENTS_OVERFLOWED,
        /// The system reported an error.
        FAILED,
        /// We closed it.
        CLOSED_HERE
    }
}
