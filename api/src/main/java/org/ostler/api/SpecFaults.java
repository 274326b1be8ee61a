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

    /// What is wrong in a configuration of another tool, with its place and what was expected
    /// there.
    public static Fault ofConfiguration(SpecException wrong) {
        String place = wrong.line() > 0 ? wrong.line() + ":" + wrong.column() : "";
        FaultCode code =
                switch (wrong.kind()) {
                    case SYNTAX, LIMIT, CONTENT -> FaultCode.CONF_SYNTAX;
                    case UNSUPPORTED -> FaultCode.CONFIG_UNSUPPORTED;
                };
        String prefix =
                switch (wrong.kind()) {
                    case SYNTAX, LIMIT, CONTENT -> "configuration file syntax error: ";
                    case UNSUPPORTED -> "unsupported configuration: ";
                };
        String words = wrong.getMessage() == null ? wrong.problem() : wrong.getMessage();
        return Fault.builder(code, FaultDomain.CONF, prefix + words)
                .origin(Origin.of(Layer.SPEC, "convert", wrong.path(), place, wrong.problem()))
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
