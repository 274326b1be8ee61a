package org.ostler.daemon.rpc;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Layer;
import org.ostler.api.Origin;
import org.ostler.model.SpecException;

import java.util.Optional;

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

    static Fault notSupported(FaultDomain domain, String function) {
        return Fault.of(
                FaultCode.NO_SUPPORT,
                domain,
                "this function is not supported by the connection driver: " + function);
    }

    /// What is wrong in a description that a client sent.
    static Fault spec(SpecException wrong) {
        FaultCode code =
                switch (wrong.kind()) {
                    case SYNTAX -> FaultCode.XML_DETAIL;
                    case LIMIT, CONTENT -> FaultCode.XML_ERROR;
                    case UNSUPPORTED -> FaultCode.CONFIG_UNSUPPORTED;
                };
        String prefix =
                switch (wrong.kind()) {
                    case SYNTAX -> "";
                    case LIMIT, CONTENT -> "XML error: ";
                    case UNSUPPORTED -> "unsupported configuration: ";
                };
        String sentence = Optional.ofNullable(wrong.getMessage()).orElse(wrong.problem());
        String place = wrong.line() > 0 ? wrong.line() + ":" + wrong.column() : "";
        return Fault.builder(code, FaultDomain.DOMAIN, prefix + sentence)
                .origin(Origin.of(Layer.SPEC, "parse", wrong.path(), place, wrong.problem()))
                .build();
    }
}
