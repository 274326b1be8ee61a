package org.ostler.engine;

import org.ostler.api.DomainCapabilitiesRequest;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.engine.spi.GuestPlatform;
import org.ostler.engine.spi.HostFacts;
import org.ostler.engine.spi.HostFacts.GuestKind;
import org.ostler.engine.spi.HostFacts.Machine;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Finds the kind of guests that a request is about among those that a host has: for drivers that
/// know all kinds beforehand. Stateless.
public final class GuestKinds {
    private static final Pattern MACHINE_NAME = Pattern.compile("[A-Za-z0-9_.+-]{1,64}");

    private final HostFacts facts;
    private final FaultDomain domain;

    /// @param domain who refuses
    public GuestKinds(HostFacts facts, FaultDomain domain) {
        this.facts = facts;
        this.domain = domain;
    }

    /// The first kind that fits.
    ///
    /// @throws Fault (`INVALID_ARG`) naming what no kind has
    public GuestPlatform find(DomainCapabilitiesRequest request) {
        List<GuestKind> kinds = facts.guests();
        kinds =
                having(
                        kinds,
                        request.domainType(),
                        "unknown virttype",
                        kind -> kind.domainTypes()::contains);
        kinds = having(kinds, request.arch(), "unknown architecture", kind -> kind.arch()::equals);
        kinds =
                having(
                        kinds,
                        request.emulator(),
                        "unknown emulator binary",
                        kind -> kind.emulator()::equals);
        kinds =
                having(
                        kinds,
                        request.machine(),
                        "unknown machine",
                        kind -> name -> machine(kind, name).isPresent());
        if (kinds.isEmpty()) {
            throw Fault.of(
                    FaultCode.INVALID_ARG, domain, "invalid argument: this host runs no guests");
        }
        return platform(kinds.getFirst(), request);
    }

    private List<GuestKind> having(
            List<GuestKind> kinds,
            Optional<String> wanted,
            String complaint,
            Function<GuestKind, Predicate<String>> has) {
        if (wanted.isEmpty()) {
            return kinds;
        }
        List<GuestKind> fitting =
                kinds.stream().filter(kind -> has.apply(kind).test(wanted.get())).toList();
        if (fitting.isEmpty()) {
            throw Fault.of(
                    FaultCode.INVALID_ARG,
                    domain,
                    "invalid argument: " + complaint + ": " + wanted.get());
        }
        return fitting;
    }

    /// A kind without machine types takes any name that could be one.
    private static Optional<Machine> machine(GuestKind kind, String name) {
        if (kind.machines().isEmpty()) {
            return MACHINE_NAME.matcher(name).matches()
                    ? Optional.of(new Machine(name, "", 0))
                    : Optional.empty();
        }
        return kind.machines().stream().filter(m -> m.name().equals(name)).findFirst();
    }

    private GuestPlatform platform(GuestKind kind, DomainCapabilitiesRequest request) {
        Optional<Machine> machine =
                request.machine().isPresent()
                        ? machine(kind, request.machine().get())
                        : kind.machines().stream().findFirst();
        int limit = machine.map(Machine::maxCpus).filter(n -> n > 0).orElse(facts.maxVcpus());
        return new GuestPlatform(
                Optional.of(kind.emulator()).filter(path -> !path.isEmpty()),
                request.domainType().orElse(kind.domainTypes().getFirst()),
                kind.osType(),
                kind.arch(),
                machine.map(m -> m.canonical().isEmpty() ? m.name() : m.canonical()),
                limit,
                List.of(),
                List.of());
    }
}
