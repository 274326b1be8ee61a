package org.ostler.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.ostler.api.DomainCapabilitiesRequest;
import org.ostler.api.Fault;
import org.ostler.api.Hypervisor;
import org.ostler.api.Plan;
import org.ostler.model.DomainSpec;
import org.ostler.model.SpecException;
import org.ostler.model.document.DocumentXml;
import org.ostler.model.document.DomainCapabilities;
import org.ostler.model.document.Part;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Compares what a host's domain capabilities offer with what it takes. Used by one thread.
public final class OfferCheck {
    /// Machine types whose names stay the same over releases.
    private static final List<String> MACHINES = List.of("pc", "q35", "xenpv", "xenpvh", "xenfv");

    private final Hypervisor host;

    public OfferCheck(Hypervisor host) {
        this.host = host;
    }

    /// What is offered to those guests.
    public DomainCapabilities capabilities(DomainCapabilitiesRequest request) {
        return DocumentXml.DOMAIN_CAPABILITIES
                .parse(host.domainCapabilities(request).toString())
                .spec();
    }

    /// The domain capabilities of every kind of guest: of the usual one, and of each machine type.
    public List<DomainCapabilities> kinds() {
        Set<String> machines = new LinkedHashSet<>();
        for (Part guest :
                DocumentXml.CAPABILITIES.parse(host.capabilities().toString()).spec().guests()) {
            guest.part("arch").stream()
                    .flatMap(arch -> arch.parts("machine").stream())
                    .flatMap(machine -> machine.text("").stream())
                    .filter(MACHINES::contains)
                    .forEach(machines::add);
        }
        List<DomainCapabilities> kinds = new ArrayList<>();
        kinds.add(capabilities(DomainCapabilitiesRequest.USUAL));
        machines.forEach(
                machine ->
                        kinds.add(
                                capabilities(DomainCapabilitiesRequest.USUAL.onMachine(machine))));
        return kinds;
    }

    /// Every offered value can be defined, and is planned without a word.
    ///
    /// @param name of the domain that is defined for it, and stays
    public void offeredCanBeDefined(DomainCapabilities kind, String name) {
        OfferedGuests guests = new OfferedGuests(kind);
        DomainSpec plain = guests.plain(name, UUID.randomUUID());
        host.define(plain, Set.of());
        Set<Plan.Remark> always = new HashSet<>(host.plan(plain).remarks());
        for (OfferedGuests.Row row : guests.rows()) {
            if (row.offered()) {
                DomainSpec guest = guests.with(plain, row);
                assertThat(host.plan(guest).remarks())
                        .as("%s on %s", row, kind.machine())
                        .allMatch(always::contains);
                assertThat(host.define(guest, Set.of()).name()).isEqualTo(name);
            }
        }
    }

    /// Every other value is refused, or remarked on.
    public void restIsRefusedOrRemarkedOn(DomainCapabilities kind) {
        OfferedGuests guests = new OfferedGuests(kind);
        DomainSpec plain = guests.plain("nobody", UUID.randomUUID());
        Set<Plan.Remark> always = new HashSet<>(host.plan(plain).remarks());
        for (OfferedGuests.Row row : guests.rows()) {
            if (!row.offered()) {
                assertThat(objections(guests, plain, row, always))
                        .as("%s on %s", row, kind.machine())
                        .isNotEmpty();
            }
        }
    }

    private Set<String> objections(
            OfferedGuests guests,
            DomainSpec plain,
            OfferedGuests.Row row,
            Set<Plan.Remark> always) {
        Set<String> objections = new HashSet<>();
        try {
            for (Plan.Remark remark : host.plan(guests.with(plain, row)).remarks()) {
                if (!always.contains(remark)) {
                    objections.add(remark.reason());
                }
            }
        } catch (Fault refused) {
            objections.add(refused.sentence());
        } catch (SpecException refused) {
            objections.add(refused.toString());
        }
        return objections;
    }
}
