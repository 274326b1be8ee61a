package org.ostler.api;

import java.util.Objects;
import java.util.UUID;

/// A place in a host's event log.
///
/// @param log which log; a log whose tail was lost gets a new id, so that positions never lie
/// @param number how many events came before this place
public record EventPosition(UUID log, long number) {
    public EventPosition {
        Objects.requireNonNull(log);
    }
}
