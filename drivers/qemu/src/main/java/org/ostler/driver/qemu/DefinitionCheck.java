package org.ostler.driver.qemu;

import org.ostler.api.Fault;
import org.ostler.api.SpecFaults;
import org.ostler.driver.qemu.rules.Ability;
import org.ostler.driver.qemu.rules.QemuRules;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.Place;
import org.ostler.model.SpecException;

import java.util.Optional;

/// Asks the rules about one definition, and makes faults of what they refuse. Confined to one
/// thread.
///
/// Only of new definitions: what was stored before is not asked again.
final class DefinitionCheck {
    /// Empty for other hypervisors' guests, which are refused for being that.
    private final Optional<Place> domain;

    DefinitionCheck(DomainSpec written) {
        this.domain = Optional.of(DomainXml.place(written)).filter(QemuRules::areFor);
    }

    /// Refuses what no QEMU can be.
    ///
    /// @throws Fault the first such thing, with its place
    void anyQemu() {
        ask(() -> domain.ifPresent(QemuRules::check));
    }

    /// Refuses what this QEMU lacks.
    ///
    /// @throws Fault the first such thing, with its place
    void with(QemuBinary binary) {
        ask(() -> domain.ifPresent(place -> QemuRules.check(place, a -> can(binary, a))));
    }

    private static void ask(Runnable rules) {
        try {
            rules.run();
        } catch (SpecException refused) {
            throw fault(refused);
        }
    }

    /// The lines are those of our own text, which the user has never seen; the path is the same.
    private static Fault fault(SpecException refused) {
        return SpecFaults.of(
                new SpecException(
                        refused.kind(),
                        0,
                        0,
                        refused.path(),
                        refused.problem(),
                        refused.expected().orElse("")));
    }

    static boolean can(QemuBinary binary, Ability ability) {
        QemuBinary.Version version = binary.version();
        return switch (ability) {
            case SPICE -> binary.options().contains("spice");
            case ZPCI -> binary.hasDevice("zpci");
            case VFIO_CCW -> binary.hasDevice("vfio-ccw");
            case INPUT_HOST_TRANSITIONAL ->
                    binary.hasDevice("virtio-input-host-pci-non-transitional");
            case NBD_TLS_HOSTNAME -> version.atLeast(7, 0);
            case ROOT_BUS_HOTPLUG -> version.atLeast(5, 2);
            case FREE_PAGE_REPORTING -> version.atLeast(5, 1);
            case MAIN_MEMORY_BACKEND, CCF_ASSIST -> version.atLeast(5, 0);
            case NESTED_HV -> version.atLeast(4, 0);
            case HPT_PAGE_SIZE -> version.atLeast(3, 0);
            case HTM, CFPC, SBBC, IBS -> version.atLeast(2, 12);
            case SLEEP_STATES -> version.atLeast(1, 2);
        };
    }
}
