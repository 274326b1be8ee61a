package org.ostler.client.dial;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Layer;
import org.ostler.api.Origin;

/// What is wrong with a URI. The origin's subject is the name of the part or of the parameter.
final class UriFaults {
    private UriFaults() {}

    static Fault notAUri(String uri) {
        return invalid(
                uri,
                "uri",
                "'"
                        + uri
                        + "' is not of the form"
                        + " driver[+transport]://[user@][host][:port]/[path][?parameters]");
    }

    /// @param part with its article, as `the port`
    static Fault badPart(String uri, String part, String value, String expected) {
        return invalid(
                uri,
                part.startsWith("the ") ? part.substring(4) : part,
                part + " of '" + uri + "' is '" + value + "', expected: " + expected);
    }

    /// A parameter's value cannot be taken.
    static Fault badValue(String uri, String parameter, String value, String expected) {
        return invalid(
                uri,
                parameter,
                "parameter " + parameter + " is '" + value + "', expected: " + expected);
    }

    /// A parameter does not go with the rest.
    static Fault misplaced(String uri, String parameter, String why) {
        return invalid(uri, parameter, "parameter " + parameter + " " + why);
    }

    /// What the URI wants cannot be had here.
    static Fault unsupported(String uri, String parameter, String why) {
        return fault(FaultCode.ARGUMENT_UNSUPPORTED, "unsupported argument: ", uri, parameter, why);
    }

    private static Fault invalid(String uri, String subject, String why) {
        return fault(FaultCode.INVALID_ARG, "invalid argument: ", uri, subject, why);
    }

    private static Fault fault(
            FaultCode code, String kind, String uri, String subject, String why) {
        return Fault.builder(code, FaultDomain.URI, kind + why)
                .origin(Origin.of(Layer.API, "open " + uri, subject, "", why))
                .build();
    }
}
