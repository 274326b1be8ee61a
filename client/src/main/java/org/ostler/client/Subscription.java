package org.ostler.client;

import org.ostler.api.EventPosition;

/// One subscription to the host's log, on one connection.
///
/// @param head the place before the first delivery
record Subscription(OpenConnection connection, int id, EventPosition head, EventInbox inbox) {
    /// Ends it here at once and asks the server to end it, without waiting.
    void cancel() {
        inbox.end();
        connection.unsubscribe(id);
    }
}
