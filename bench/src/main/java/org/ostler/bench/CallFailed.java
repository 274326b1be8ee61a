package org.ostler.bench;

import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.WireError;

import java.io.IOException;

/// A daemon answered with an error.
final class CallFailed extends IOException {
    private static final long serialVersionUID = 1L;

    CallFailed(Procedure<?, ?> procedure, WireError error) {
        super(
                "%s: error %d: %s"
                        .formatted(
                                procedure.name(), error.code(), error.message().orElse("no text")));
    }
}
