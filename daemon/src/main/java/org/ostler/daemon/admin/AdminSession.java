package org.ostler.daemon.admin;

import org.jspecify.annotations.Nullable;
import org.ostler.daemon.rpc.RpcFault;
import org.ostler.wire.ServerConnection;
import org.ostler.wire.WireErrors;

import java.util.Objects;

/// One administrator's connection. Thread-safe.
final class AdminSession {
    private final AdminContext context;
    private volatile @Nullable ServerConnection connection;
    private volatile boolean open;
    private volatile boolean leaving;

    AdminSession(AdminContext context) {
        this.context = context;
    }

    /// Ties it to its connection, before that is started.
    void attach(ServerConnection to) {
        connection = to;
    }

    AdminContext context() {
        return context;
    }

    ServerConnection connection() {
        return Objects.requireNonNull(connection, "a session without connection");
    }

    /// The connection is to end with the reply of the call that is served.
    void leave() {
        leaving = true;
    }

    boolean isLeaving() {
        return leaving;
    }

    boolean isOpen() {
        return open;
    }

    synchronized void open() {
        if (open) {
            throw new RpcFault(WireErrors.alreadyOpen());
        }
        open = true;
    }
}
