package org.ostler.client;

import org.ostler.api.Domain;
import org.ostler.api.DomainRef;
import org.ostler.api.DomainState;
import org.ostler.api.DomainStatus;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.Job;
import org.ostler.api.JobKind;
import org.ostler.api.JobStatus;
import org.ostler.api.Progress;
import org.ostler.api.StateReason;
import org.ostler.wire.ConnectionException;
import org.ostler.wire.DomainMapping;
import org.ostler.wire.protocol.ConnectListAllDomainsArgs;
import org.ostler.wire.protocol.DomainGetAutostartArgs;
import org.ostler.wire.protocol.DomainGetInfoArgs;
import org.ostler.wire.protocol.DomainGetInfoRet;
import org.ostler.wire.protocol.DomainGetStateArgs;
import org.ostler.wire.protocol.DomainGetStateRet;
import org.ostler.wire.protocol.DomainHasManagedSaveImageArgs;
import org.ostler.wire.protocol.DomainIsPersistentArgs;
import org.ostler.wire.protocol.DomainIsUpdatedArgs;
import org.ostler.wire.protocol.DomainLookupByUuidArgs;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;
import org.ostler.wire.protocol.XdrStruct;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// What a libvirtd is asked where Ostler has one call of its own: by several of libvirt's. What
/// they tell may be of different moments.
///
/// Used by one thread, for one answer.
///
/// @param deadline of each call
record Libvirtd(OpenConnection connection, Duration deadline) {
    private <A extends XdrStruct, R extends XdrStruct> R call(Procedure<A, R> procedure, A args)
            throws ConnectionException, InterruptedException {
        return connection.call(procedure, args, deadline);
    }

    /// All domains.
    List<WireDomain> domains() throws ConnectionException, InterruptedException {
        return call(RemoteProcedures.CONNECT_LIST_ALL_DOMAINS, new ConnectListAllDomainsArgs(1, 0))
                .domains();
    }

    /// The statuses of all domains, without those that went meanwhile.
    List<DomainStatus> statuses() throws ConnectionException, InterruptedException {
        List<DomainStatus> statuses = new ArrayList<>();
        for (WireDomain domain : domains()) {
            try {
                statuses.add(status(domain.uuid()));
            } catch (Fault fault) {
                if (fault.code() != FaultCode.NO_DOMAIN) {
                    throw fault;
                }
            }
        }
        return statuses;
    }

    /// What is known of a domain. Nobody counts its changes, so its version is 0; and whoever
    /// manages it, Ostler does not.
    DomainStatus status(UUID uuid) throws ConnectionException, InterruptedException {
        WireDomain domain =
                call(RemoteProcedures.DOMAIN_LOOKUP_BY_UUID, new DomainLookupByUuidArgs(uuid))
                        .dom();
        DomainRef ref = DomainMapping.fromWire(domain);
        boolean persistent =
                call(RemoteProcedures.DOMAIN_IS_PERSISTENT, new DomainIsPersistentArgs(domain))
                                .persistent()
                        != 0;
        DomainGetInfoRet info =
                call(RemoteProcedures.DOMAIN_GET_INFO, new DomainGetInfoArgs(domain));
        return new DomainStatus(
                ref.uuid(),
                ref.name(),
                ref.id(),
                state(domain),
                persistent,
                false,
                persistent && autostart(domain),
                persistent && managedSave(domain),
                call(RemoteProcedures.DOMAIN_IS_UPDATED, new DomainIsUpdatedArgs(domain)).updated()
                        != 0,
                info.maxMem(),
                info.memory(),
                info.nrVirtCpu(),
                0);
    }

    private StateReason state(WireDomain domain) throws ConnectionException, InterruptedException {
        DomainGetStateRet state =
                call(RemoteProcedures.DOMAIN_GET_STATE, new DomainGetStateArgs(domain, 0));
        return StateReason.of(DomainState.of(state.state()), state.reason());
    }

    private boolean autostart(WireDomain domain) throws ConnectionException, InterruptedException {
        return call(RemoteProcedures.DOMAIN_GET_AUTOSTART, new DomainGetAutostartArgs(domain))
                        .autostart()
                != 0;
    }

    private boolean managedSave(WireDomain domain)
            throws ConnectionException, InterruptedException {
        return call(
                                RemoteProcedures.DOMAIN_HAS_MANAGED_SAVE_IMAGE,
                                new DomainHasManagedSaveImageArgs(domain, 0))
                        .result()
                != 0;
    }

    /// A change that a libvirtd makes while its caller waits, as the job that it is with Ostler.
    private record Done(JobStatus status, Domain result) implements Job<Domain> {
        @Override
        public UUID id() {
            return status.id();
        }

        @Override
        public void cancel() {
            // It has ended.
        }

        @Override
        public Domain await(Duration atMost) {
            return result;
        }
    }

    /// The job of a change that has been made. No server knows it.
    static Job<Domain> done(JobKind kind, Domain domain, Instant started) {
        DomainRef subject = new DomainRef(domain.uuid(), domain.name(), OptionalInt.empty());
        JobStatus status =
                new JobStatus(
                        UUID.randomUUID(),
                        kind,
                        Optional.of(subject),
                        "this program",
                        kind.phases().getLast(),
                        JobStatus.State.SUCCEEDED,
                        Progress.NONE,
                        Optional.of("it has ended"),
                        started,
                        Optional.of(Instant.now()),
                        Optional.empty(),
                        0);
        return new Done(status, domain);
    }
}
