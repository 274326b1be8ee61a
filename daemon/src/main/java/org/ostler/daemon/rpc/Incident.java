package org.ostler.daemon.rpc;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.log.LateLogger;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// A mistake in this program that a call ran into: the client gets a number, the log the whole
/// story under the same number.
final class Incident {
    private static final System.Logger LOG = LateLogger.of(Incident.class);

    private Incident() {}

    /// Logs what was thrown and makes the fault that refers to it.
    static Fault of(String during, Throwable thrown) {
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        LOG.log(System.Logger.Level.ERROR, "incident " + id + " during " + during, thrown);
        return Fault.of(
                FaultCode.INTERNAL_ERROR,
                FaultDomain.RPC,
                "internal error: incident " + id + "; the daemon's log tells more");
    }
}
