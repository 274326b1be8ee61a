package org.ostler.api;

import org.ostler.model.SpecException;

/// Faults of descriptions, in the codes that libvirt's clients look for. Pure.
public final class SpecFaults {
    private SpecFaults() {}

    /// What is wrong in a description, with its place and what was expected there.
    public static Fault of(SpecException wrong) {
        String place = wrong.line() > 0 ? wrong.line() + ":" + wrong.column() : "";
        String sentence =
                wrong.getMessage() == null ? wrong.problem() : prefix(wrong) + wrong.getMessage();
        return Fault.builder(code(wrong), FaultDomain.DOMAIN, sentence)
                .origin(Origin.of(Layer.SPEC, "parse", wrong.path(), place, wrong.problem()))
                .build();
    }

    private static FaultCode code(SpecException wrong) {
        return switch (wrong.kind()) {
            case SYNTAX -> FaultCode.XML_DETAIL;
            case LIMIT, CONTENT -> FaultCode.XML_ERROR;
            case UNSUPPORTED -> FaultCode.CONFIG_UNSUPPORTED;
        };
    }

    private static String prefix(SpecException wrong) {
        return switch (wrong.kind()) {
            // As libvirt names the text: a name and a line, which editors and scripts look for.
            case SYNTAX -> "(domain_definition):" + wrong.line() + ": ";
            case LIMIT, CONTENT -> "XML error: ";
            case UNSUPPORTED -> "unsupported configuration: ";
        };
    }
}
