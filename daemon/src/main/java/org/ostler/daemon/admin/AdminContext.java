package org.ostler.daemon.admin;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.daemon.log.Logs;

import java.util.List;
import java.util.concurrent.Executor;

/// What administrators see and change.
///
/// @param servers in the order in which they are listed
/// @param idle ends the daemon when nobody needs it
/// @param tasks runs what may block, each on a virtual thread
record AdminContext(List<AdminServer> servers, Logs logs, IdleTimeout idle, Executor tasks) {
    /// @throws Fault (`NO_SERVER`) where there is none of that name
    AdminServer server(String name) {
        return servers.stream()
                .filter(server -> server.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                Fault.of(
                                        FaultCode.NO_SERVER,
                                        FaultDomain.RPC,
                                        "Server not found: No server named '" + name + "'"));
    }
}
