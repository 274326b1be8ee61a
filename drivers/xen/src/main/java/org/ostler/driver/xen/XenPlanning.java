package org.ostler.driver.xen;

import org.ostler.api.NativeFormat;
import org.ostler.api.Plan;
import org.ostler.api.Support;
import org.ostler.engine.spi.Canonical;
import org.ostler.model.DomainSpec;
import org.ostler.xlcfg.JsonText;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Plans guests for Xen without a Xen host: what a description becomes depends on the host in its
/// number of processors, its bridges and whether it has hardware virtualization, and nothing else.
/// Pure.
public final class XenPlanning {
    /// What is assumed of a host that is not there.
    public static final String ASSUMED =
            "a Xen host with hardware virtualization, as many processors as this machine and the"
                    + " bridge "
                    + ConfigContext.XENBR0;

    private XenPlanning() {}

    /// What that guest would become on a host as [#ASSUMED] says; one without an identity gets a
    /// random one, as it would when it is defined.
    ///
    /// @param processors how many the host has
    /// @throws org.ostler.api.Fault what is not for Xen
    public static Plan plan(DomainSpec written, int processors) {
        DomainSpec spec =
                written.uuid().isPresent() ? written : written.withUuid(UUID.randomUUID());
        Canonical canonical = XenCanonical.of(spec);
        return plan(canonical, ConfigWriter.write(canonical.spec(), ConfigContext.of(processors)));
    }

    /// The plan of a definition, from the document that libxl would get.
    static Plan plan(Canonical canonical, LibxlConfig config) {
        List<Plan.Remark> remarks = new ArrayList<>(config.remarks());
        canonical.remarks().stream().filter(r -> !remarks.contains(r)).forEach(remarks::add);
        return new Plan(
                "xen",
                canonical.spec(),
                canonical.values(),
                XenLive.bindings(canonical.spec()),
                remarks,
                new Plan.NativeForm(
                        NativeFormat.LIBXL_JSON.name(), JsonText.write(config.document())));
    }

    /// What becomes of those parts of a description that the model has no type for.
    public static List<Plan.Remark> kept(DomainSpec spec) {
        return KeptRemarks.of(spec);
    }

    /// What the driver says that it takes of a description, on any host.
    public static List<Support.OfElement> elements() {
        return XenHostFacts.elements();
    }
}
