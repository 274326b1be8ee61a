package org.ostler.client;

import org.ostler.api.Domain;
import org.ostler.api.DomainStatus;
import org.ostler.api.Job;
import org.ostler.api.JobKind;
import org.ostler.api.JobStatus;
import org.ostler.wire.ConnectionException;
import org.ostler.wire.DomainMapping;
import org.ostler.wire.protocol.DomainCreateXmlArgs;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.OstlerDomainCreateArgs;
import org.ostler.wire.protocol.OstlerProcedures;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// The domains of a host as a whole, by Ostler's own calls or by a libvirtd's. Immutable.
record RemoteDomains(Link link) {
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

    /// Starts a guest without a definition.
    ///
    /// @param subject the domain of a job
    Job<Domain> create(String xml, int flags, Function<JobStatus, Domain> subject) {
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
                    return new RemoteJob<>(link, first, subject);
                },
                false);
    }
}
