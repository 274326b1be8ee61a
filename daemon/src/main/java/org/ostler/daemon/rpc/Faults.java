package org.ostler.daemon.rpc;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;

/// Faults that the front itself makes, in the words that libvirtd uses.
final class Faults {
    private Faults() {}

    static Fault noDomain(FaultDomain domain, String detail) {
        return Fault.of(FaultCode.NO_DOMAIN, domain, "Domain not found: " + detail);
    }

    static Fault invalidArgument(FaultDomain domain, String detail) {
        return Fault.of(FaultCode.INVALID_ARG, domain, "invalid argument: " + detail);
    }

    static Fault invalidOperation(FaultDomain domain, String detail) {
        return Fault.of(
                FaultCode.OPERATION_INVALID, domain, "Requested operation is not valid: " + detail);
    }

    static Fault internal(FaultDomain domain, String detail) {
        return Fault.of(FaultCode.INTERNAL_ERROR, domain, "internal error: " + detail);
    }

    /// A count beyond what the protocol has room for.
    static Fault tooMany(String message) {
        return Fault.of(FaultCode.RPC, FaultDomain.RPC, message);
    }

    static Fault notSupported(FaultDomain domain, String function) {
        return Fault.of(
                FaultCode.NO_SUPPORT,
                domain,
                "this function is not supported by the connection driver: " + function);
    }
}
