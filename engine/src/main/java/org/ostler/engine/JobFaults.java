package org.ostler.engine;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.JobKind;

/// The faults of jobs that were cancelled, or cannot be. Pure.
final class JobFaults {
    private JobFaults() {}

    /// A job was given up.
    ///
    /// @param why a clause
    static Fault aborted(JobKind kind, String why) {
        return Fault.of(
                FaultCode.OPERATION_ABORTED,
                FaultDomain.DOMAIN,
                "operation aborted: " + kind.id() + ": " + why);
    }

    /// A job was cancelled, and its handler ended with something to tell.
    static Fault abortedOver(JobKind kind, Fault told) {
        if (told.code() == FaultCode.OPERATION_ABORTED) {
            return told;
        }
        return Fault.builder(
                        FaultCode.OPERATION_ABORTED,
                        FaultDomain.DOMAIN,
                        "operation aborted: "
                                + kind.id()
                                + ": it was cancelled: "
                                + told.sentence())
                .origins(told.origins())
                .build();
    }

    /// A job cannot be cancelled.
    ///
    /// @param why a clause
    static Fault blocked(JobKind kind, String why) {
        return Fault.of(
                FaultCode.OPERATION_INVALID,
                FaultDomain.DOMAIN,
                "Requested operation is not valid: the "
                        + kind.id()
                        + " cannot be cancelled: "
                        + why);
    }
}
