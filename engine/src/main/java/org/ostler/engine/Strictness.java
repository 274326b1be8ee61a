package org.ostler.engine;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Layer;
import org.ostler.api.Origin;
import org.ostler.api.Plan;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.Remark;

import java.util.List;

/// What a description is refused for when its caller asks for more than libvirt does by itself.
/// Pure.
final class Strictness {
    private Strictness() {}

    /// Refuses a description with something in it that the format does not know at its place.
    static void validate(DomainSpec spec) {
        List<Remark> unknown =
                DomainXml.remarks(spec).stream()
                        .filter(
                                remark ->
                                        remark.kind() == Remark.Kind.UNKNOWN
                                                || remark.kind() == Remark.Kind.REPEATED)
                        .toList();
        if (unknown.isEmpty()) {
            return;
        }
        Fault.Builder fault =
                Fault.builder(
                        FaultCode.XML_INVALID_SCHEMA,
                        FaultDomain.XML,
                        "XML document failed to validate against schema: "
                                + words(unknown.getFirst())
                                + more(unknown.size()));
        for (Remark remark : unknown) {
            fault.origin(
                    Origin.of(
                            Layer.SPEC,
                            "validate",
                            remark.path(),
                            remark.kind().name(),
                            words(remark)));
        }
        throw fault.build();
    }

    private static String words(Remark remark) {
        return remark.path()
                + (remark.kind() == Remark.Kind.REPEATED
                        ? " is given more than once"
                        : " is not known at this place");
    }

    /// Refuses a description with something in it that the driver will not do, or ignore.
    static void refuseWhatIsNotAsWritten(Plan plan) {
        List<Plan.Remark> refused =
                plan.remarks().stream()
                        .distinct()
                        .filter(
                                remark ->
                                        remark.level() == Plan.Remark.Level.UNSUPPORTED
                                                || remark.level() == Plan.Remark.Level.IGNORED)
                        .toList();
        if (refused.isEmpty()) {
            return;
        }
        Plan.Remark first = refused.getFirst();
        Fault.Builder fault =
                Fault.builder(
                        FaultCode.CONFIG_UNSUPPORTED,
                        FaultDomain.DOMAIN,
                        "unsupported configuration: "
                                + first.path()
                                + ": "
                                + first.reason()
                                + more(refused.size()));
        for (Plan.Remark remark : refused) {
            fault.origin(
                    Origin.of(
                            Layer.SPEC,
                            "define",
                            remark.path(),
                            remark.level().name(),
                            remark.reason()));
        }
        throw fault.build();
    }

    private static String more(int count) {
        return count == 1 ? "" : " (and " + (count - 1) + " more)";
    }
}
