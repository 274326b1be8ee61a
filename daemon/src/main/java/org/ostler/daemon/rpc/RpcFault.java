package org.ostler.daemon.rpc;

import org.ostler.wire.protocol.WireError;

/// An answer of the RPC layer itself, whose members libvirt's clients know to the letter.
public final class RpcFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient WireError error;

    public RpcFault(WireError error) {
        super(error.message().orElse(""), null, false, false);
        this.error = error;
    }

    WireError error() {
        return error;
    }
}
