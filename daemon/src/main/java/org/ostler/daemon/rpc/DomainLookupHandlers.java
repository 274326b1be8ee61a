package org.ostler.daemon.rpc;

import org.ostler.api.Domain;
import org.ostler.api.DomainStatus;
import org.ostler.wire.DomainMapping;
import org.ostler.wire.protocol.ConnectListAllDomainsArgs;
import org.ostler.wire.protocol.ConnectListAllDomainsRet;
import org.ostler.wire.protocol.ConnectListDefinedDomainsArgs;
import org.ostler.wire.protocol.ConnectListDefinedDomainsRet;
import org.ostler.wire.protocol.ConnectListDomainsArgs;
import org.ostler.wire.protocol.ConnectListDomainsRet;
import org.ostler.wire.protocol.ConnectNumOfDefinedDomainsRet;
import org.ostler.wire.protocol.ConnectNumOfDomainsRet;
import org.ostler.wire.protocol.DomainLookupByIdRet;
import org.ostler.wire.protocol.DomainLookupByNameRet;
import org.ostler.wire.protocol.DomainLookupByUuidRet;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finding domains: by name, identity and number, and lists of them. All answer from published
/// statuses.
final class DomainLookupHandlers {
    /// The most domains that a list can have, by the protocol.
    private static final int LIST_MAX = 16_384;

    private DomainLookupHandlers() {}

    static void register(HandlerTable table) {
        table.inline(
                RemoteProcedures.DOMAIN_LOOKUP_BY_NAME,
                (session, args) ->
                        new DomainLookupByNameRet(
                                found(
                                        session,
                                        session.hypervisor().domain(args.name()),
                                        "no domain with matching name '" + args.name() + "'")));
        table.inline(
                RemoteProcedures.DOMAIN_LOOKUP_BY_UUID,
                (session, args) ->
                        new DomainLookupByUuidRet(
                                found(
                                        session,
                                        session.hypervisor().domain(args.uuid()),
                                        "no domain with matching uuid '" + args.uuid() + "'")));
        table.inline(
                RemoteProcedures.DOMAIN_LOOKUP_BY_ID,
                (session, args) ->
                        new DomainLookupByIdRet(
                                found(
                                        session,
                                        session.hypervisor().domain(args.id()),
                                        "no domain with matching id " + args.id())));
        table.inline(RemoteProcedures.CONNECT_LIST_ALL_DOMAINS, DomainLookupHandlers::listAll);
        table.inline(
                RemoteProcedures.CONNECT_NUM_OF_DOMAINS,
                (session, _) -> new ConnectNumOfDomainsRet((int) active(session).count()));
        table.inline(RemoteProcedures.CONNECT_LIST_DOMAINS, DomainLookupHandlers::listActive);
        table.inline(
                RemoteProcedures.CONNECT_NUM_OF_DEFINED_DOMAINS,
                (session, _) -> new ConnectNumOfDefinedDomainsRet((int) inactive(session).count()));
        table.inline(
                RemoteProcedures.CONNECT_LIST_DEFINED_DOMAINS, DomainLookupHandlers::listInactive);
    }

    private static WireDomain found(Session session, Optional<Domain> domain, String missing) {
        return DomainMapping.toWire(
                domain.orElseThrow(() -> Faults.noDomain(session.faultDomain(), missing)));
    }

    private static ConnectListAllDomainsRet listAll(
            Session session, ConnectListAllDomainsArgs args) {
        DomainFilter filter = new DomainFilter(args.flags());
        List<WireDomain> taken =
                session.hypervisor().statuses().stream()
                        .filter(filter::takes)
                        .map(DomainMapping::toWire)
                        .toList();
        if (args.needResults() == 0) {
            return new ConnectListAllDomainsRet(List.of(), taken.size());
        }
        if (taken.size() > LIST_MAX) {
            throw Faults.tooMany(
                    "Too many domains '" + taken.size() + "' for limit '" + LIST_MAX + "'");
        }
        return new ConnectListAllDomainsRet(taken, taken.size());
    }

    private static Stream<DomainStatus> active(Session session) {
        return session.hypervisor().statuses().stream().filter(DomainStatus::active);
    }

    private static Stream<DomainStatus> inactive(Session session) {
        return session.hypervisor().statuses().stream().filter(status -> !status.active());
    }

    private static ConnectListDomainsRet listActive(Session session, ConnectListDomainsArgs args) {
        requireBound("maxids", "REMOTE_DOMAIN_LIST_MAX", args.maxids());
        return new ConnectListDomainsRet(
                active(session)
                        .filter(status -> status.id().isPresent())
                        .limit(args.maxids())
                        .map(status -> status.id().getAsInt())
                        .toList());
    }

    private static ConnectListDefinedDomainsRet listInactive(
            Session session, ConnectListDefinedDomainsArgs args) {
        requireBound("maxnames", "REMOTE_DOMAIN_LIST_MAX", args.maxnames());
        return new ConnectListDefinedDomainsRet(
                inactive(session).limit(args.maxnames()).map(DomainStatus::name).toList());
    }

    private static void requireBound(String member, String bound, int value) {
        if (value < 0) {
            throw Faults.tooMany(member + " must be non-negative");
        }
        if (value > LIST_MAX) {
            throw Faults.tooMany(member + " > " + bound);
        }
    }
}
