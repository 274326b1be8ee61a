package org.ostler.client;

import org.ostler.api.Domain;
import org.ostler.api.DomainStatus;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Job;
import org.ostler.api.JobKind;
import org.ostler.api.JobStatus;
import org.ostler.wire.ConnectionException;
import org.ostler.wire.DomainMapping;
import org.ostler.wire.protocol.DomainCreateXmlArgs;
import org.ostler.wire.protocol.DomainDefineXmlFlagsArgs;
import org.ostler.wire.protocol.DomainLookupByIdArgs;
import org.ostler.wire.protocol.DomainLookupByNameArgs;
import org.ostler.wire.protocol.DomainLookupByUuidArgs;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.OstlerDomainCreateArgs;
import org.ostler.wire.protocol.OstlerProcedures;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// The domains of a host as a whole, by Ostler's own calls or by a libvirtd's. Immutable.
record RemoteDomains(Link link) {
    /// The one of that name.
    Optional<Domain> named(String name) {
        return found(
                () ->
                        link.read(
                                        RemoteProcedures.DOMAIN_LOOKUP_BY_NAME,
                                        new DomainLookupByNameArgs(name))
                                .dom());
    }

    Optional<Domain> domain(UUID uuid) {
        return found(
                () ->
                        link.read(
                                        RemoteProcedures.DOMAIN_LOOKUP_BY_UUID,
                                        new DomainLookupByUuidArgs(uuid))
                                .dom());
    }

    /// The one that runs under that number.
    Optional<Domain> domain(int id) {
        return found(
                () ->
                        link.read(
                                        RemoteProcedures.DOMAIN_LOOKUP_BY_ID,
                                        new DomainLookupByIdArgs(id))
                                .dom());
    }

    private Optional<Domain> found(Supplier<WireDomain> lookup) {
        try {
            return Optional.of(new RemoteDomain(link, lookup.get()));
        } catch (Fault fault) {
            if (fault.code() == FaultCode.NO_DOMAIN) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    /// The domain that a job is about.
    Domain subject(JobStatus job) {
        return job.subject()
                .map(domain -> new RemoteDomain(link, domain.uuid(), domain.name()))
                .orElseThrow(
                        () ->
                                Fault.of(
                                        FaultCode.INTERNAL_ERROR,
                                        FaultDomain.RPC,
                                        "internal error: the server does not say which domain"
                                                + " job "
                                                + job.id()
                                                + " is about"));
    }

    /// All domains, by name.
    List<Domain> list() {
        return link
                .read(
                        c ->
                                c.isOstler()
                                        ? statuses(c).stream().map(DomainMapping::toWire).toList()
                                        : libvirtd(c).domains())
                .stream()
                .sorted(Comparator.comparing(WireDomain::name))
                .<Domain>map(domain -> new RemoteDomain(link, domain))
                .toList();
    }

    /// All statuses, by name.
    List<DomainStatus> statuses() {
        return link.read(this::statuses).stream()
                .sorted(Comparator.comparing(DomainStatus::name))
                .toList();
    }

    private List<DomainStatus> statuses(OpenConnection c)
            throws ConnectionException, InterruptedException {
        if (!c.isOstler()) {
            return libvirtd(c).statuses();
        }
        return c
                .call(
                        OstlerProcedures.DOMAIN_STATUS_LIST,
                        Nothing.NOTHING,
                        link.options().callTimeout())
                .statuses()
                .stream()
                .map(DomainMapping::fromWire)
                .toList();
    }

    private Libvirtd libvirtd(OpenConnection c) {
        return new Libvirtd(c, link.options().callTimeout());
    }

    /// Defines a domain, or defines it anew.
    Domain define(String xml, int flags) {
        return new RemoteDomain(
                link,
                link.change(
                                RemoteProcedures.DOMAIN_DEFINE_XML_FLAGS,
                                new DomainDefineXmlFlagsArgs(xml, flags))
                        .dom());
    }

    /// Starts a guest without a definition.
    Job<Domain> create(String xml, int flags) {
        Duration deadline = link.options().changeTimeout();
        Instant begun = Instant.now();
        return link.say(
                c -> {
                    if (!c.isOstler()) {
                        WireDomain made =
                                c.call(
                                                RemoteProcedures.DOMAIN_CREATE_XML,
                                                new DomainCreateXmlArgs(xml, flags),
                                                deadline)
                                        .dom();
                        return Libvirtd.done(JobKind.CREATE, new RemoteDomain(link, made), begun);
                    }
                    JobStatus first =
                            RemoteJob.known(
                                    link,
                                    c.call(
                                                    OstlerProcedures.DOMAIN_CREATE,
                                                    new OstlerDomainCreateArgs(xml, flags),
                                                    deadline)
                                            .job());
                    return new RemoteJob<>(link, first, this::subject);
                },
                false);
    }
}
