package org.ostler.daemon.rpc;

import org.ostler.api.Domain;
import org.ostler.api.DomainRef;
import org.ostler.api.DomainStatus;
import org.ostler.wire.protocol.WireDomain;

import java.util.OptionalInt;

/// How the API's small types look on the wire.
final class WireForms {
    /// The id of a domain that does not run.
    private static final int NO_ID = -1;

    private WireForms() {}

    static WireDomain domain(DomainStatus status) {
        return new WireDomain(status.name(), status.uuid(), id(status.id()));
    }

    static WireDomain domain(DomainRef ref) {
        return new WireDomain(ref.name(), ref.uuid(), id(ref.id()));
    }

    /// With the id that it has now.
    static WireDomain domain(Domain domain) {
        return domain(domain.status());
    }

    static int id(OptionalInt id) {
        return id.orElse(NO_ID);
    }

    static int flag(boolean truth) {
        return truth ? 1 : 0;
    }
}
