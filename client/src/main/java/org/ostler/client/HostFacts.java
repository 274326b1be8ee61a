package org.ostler.client;

import org.jspecify.annotations.Nullable;
import org.ostler.api.HypervisorIdentity;
import org.ostler.api.HypervisorInfo;
import org.ostler.wire.ConnectionException;
import org.ostler.wire.protocol.ConnectGetMaxVcpusArgs;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.RemoteProcedures;

import java.time.Duration;
import java.util.Optional;

/// What a connection leads to, asked once per connection. Thread-safe; a race asks twice.
final class HostFacts {
    private final OpenConnection connection;
    private volatile @Nullable HypervisorIdentity identity;
    private volatile @Nullable HypervisorInfo info;

    HostFacts(OpenConnection connection) {
        this.connection = connection;
    }

    HypervisorIdentity identity(Duration timeout) throws ConnectionException, InterruptedException {
        HypervisorIdentity known = identity;
        if (known != null) {
            return known;
        }
        Nothing none = Nothing.NOTHING;
        HypervisorIdentity asked =
                new HypervisorIdentity(
                        connection.call(RemoteProcedures.CONNECT_GET_URI, none, timeout).uri(),
                        connection.call(RemoteProcedures.CONNECT_GET_TYPE, none, timeout).type(),
                        connection
                                .call(RemoteProcedures.CONNECT_GET_LIB_VERSION, none, timeout)
                                .libVer(),
                        connection
                                .call(RemoteProcedures.CONNECT_GET_HOSTNAME, none, timeout)
                                .hostname());
        identity = asked;
        return asked;
    }

    HypervisorInfo info(Duration timeout) throws ConnectionException, InterruptedException {
        HypervisorInfo known = info;
        if (known != null) {
            return known;
        }
        HypervisorInfo asked =
                new HypervisorInfo(
                        identity(timeout),
                        connection
                                .call(
                                        RemoteProcedures.CONNECT_GET_VERSION,
                                        Nothing.NOTHING,
                                        timeout)
                                .hvVer(),
                        connection
                                .call(
                                        RemoteProcedures.CONNECT_GET_MAX_VCPUS,
                                        new ConnectGetMaxVcpusArgs(Optional.empty()),
                                        timeout)
                                .maxVcpus());
        info = asked;
        return asked;
    }
}
