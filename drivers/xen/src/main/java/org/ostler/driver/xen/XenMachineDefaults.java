package org.ostler.driver.xen;

import org.ostler.api.Plan;
import org.ostler.model.CanonicalSteps;
import org.ostler.model.DomainSpec;
import org.ostler.model.Features;
import org.ostler.model.OsSpec;
import org.ostler.model.OsType;

import java.util.List;
import java.util.Optional;

/// Settles what kind of machine a guest is: type, architecture, features, boot order.
final class XenMachineDefaults {
    private static final String ARCH = "x86_64";

    private final XenDraft draft;

    XenMachineDefaults(XenDraft draft) {
        this.draft = draft;
    }

    void apply() {
        architecture();
        paravirtualType();
        draft.change(XenMachineDefaults::common);
        if (draft.type() == XenGuestType.HVM) {
            addressExtension();
        }
        draft.chose(
                "machine",
                draft.type().machine(),
                Plan.Provenance.MACHINE,
                "follows from the type of the operating system");
    }

    private void architecture() {
        Optional<String> written = draft.spec().os().arch();
        if (written.isEmpty()) {
            draft.change(s -> s.withOs(s.os().withArch(ARCH)));
            draft.chose("/domain/os/type/@arch", ARCH, Plan.Provenance.HOST, "the host's");
        } else if (!List.of(ARCH, "i686").contains(written.get())) {
            throw XenFaults.invalid(
                    "could not find capabilities for arch=" + written.get() + " domaintype=xen");
        }
    }

    /// Both words mean a paravirtualized guest, and libvirt's clients are shown this one.
    private void paravirtualType() {
        OsSpec os = draft.spec().os();
        if (os.type() == OsType.XEN) {
            draft.change(s -> s.withOs(os.withType(OsType.LINUX)));
            draft.chose("/domain/os/type", "linux", "the same as xen");
        }
    }

    private static DomainSpec common(DomainSpec spec) {
        return CanonicalSteps.withLoaderDefaults(
                CanonicalSteps.withBootDevice(
                        CanonicalSteps.withCpuDefaults(CanonicalSteps.withClockDefaults(spec))));
    }

    /// A 64-bit machine without it does not exist.
    private void addressExtension() {
        Features features = draft.spec().features().orElseGet(Features::none);
        if (draft.spec().os().arch().equals(Optional.of(ARCH)) && !features.pae()) {
            draft.change(s -> s.withFeatures(Optional.of(features.withPae(true))));
            draft.chose(
                    "/domain/features/pae",
                    "",
                    Plan.Provenance.MACHINE,
                    "every 64-bit machine has it");
        }
    }
}
