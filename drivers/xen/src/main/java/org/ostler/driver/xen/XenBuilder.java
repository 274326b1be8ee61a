package org.ostler.driver.xen;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Lifecycle;
import org.ostler.api.Plan;
import org.ostler.api.StateReason;
import org.ostler.api.log.LateLogger;
import org.ostler.engine.spi.Canonical;
import org.ostler.engine.spi.Guest;
import org.ostler.model.DomainSpec;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Builds domains of definitions and takes them away: what starts and restarts share.
///
/// Used by jobs' threads. While a domain is built its identity is marked in [XenGuests], so that
/// nobody takes it for another tool's.
final class XenBuilder {
    private static final Logger LOG = LateLogger.of(XenBuilder.class);

    private final XenControl control;
    private final XenHostCache host;
    private final XenGuests running;
    private final ConsoleLogs consoles = new ConsoleLogs(Path.of("/proc"));

    XenBuilder(XenControl control, XenHostCache host, XenGuests running) {
        this.control = control;
        this.host = host;
        this.running = running;
    }

    /// What libxl is given for a definition, and what keeps this host from having such a guest.
    LibxlConfig plan(DomainSpec spec) {
        XenFacts facts = host.facts();
        LibxlConfig config = ConfigWriter.write(spec, ConfigContext.of(facts.processors().count()));
        Optional<String> obstacle = facts.features().obstacleTo(XenCanonical.type(spec));
        if (obstacle.isEmpty()) {
            return config;
        }
        List<Plan.Remark> remarks = new ArrayList<>(config.remarks());
        remarks.addFirst(
                new Plan.Remark(
                        Plan.Remark.Level.UNSUPPORTED, "/domain/os/type", obstacle.get(), ""));
        return new LibxlConfig(config.document(), remarks);
    }

    /// The document that a start gives to libxl.
    ///
    /// @throws Fault naming the first thing that cannot be had
    LibxlConfig require(DomainSpec spec) {
        LibxlConfig config = plan(spec);
        for (Plan.Remark remark : config.remarks()) {
            switch (remark.level()) {
                case UNSUPPORTED, NEEDS ->
                        throw XenFaults.unsupported(remark.path() + ": " + remark.reason());
                case IGNORED, CHANGED -> {}
            }
        }
        return config;
    }

    /// Builds a domain and leaves it paused. A failure leaves nothing behind; where nobody knows
    /// yet whether it does, that is found out aside, and the guest reported as stopped then.
    ///
    /// The identity stays marked as being built until [#built].
    ///
    /// @param begun told the call under way, which can be cancelled
    Built build(Guest guest, Canonical canonical, Consumer<XenCall<Integer>> begun)
            throws InterruptedException {
        String name = canonical.spec().name();
        UUID uuid = guest.status().uuid();
        LibxlConfig config = require(canonical.spec());
        XenFiles.require(canonical.spec());
        refuseTaken(name, uuid);
        long consoleStart = consoles.end(name);
        running.building(uuid);
        XenCall<Integer> call = control.create(name, config.document());
        boolean settled = false;
        try {
            begun.accept(call);
            int domid = XenCalls.await(call, XenCalls.AT_MOST);
            settled = true;
            return new Built(domid, filled(canonical, domid), consoleStart);
        } catch (LibxlException e) {
            settled = !e.is(LibxlError.TIMEDOUT);
            throw XenFaults.libxl(
                    "libxenlight failed to create new domain '" + name + "'",
                    "libxl_domain_create_new",
                    name,
                    e);
        } catch (UnsupportedByLibxlException e) {
            settled = true;
            throw XenFaults.unknownToLibxl(name, e);
        } finally {
            if (!settled) {
                sweepAside(guest, call.ended());
            }
        }
    }

    /// A domain that has been built.
    ///
    /// @param canonical its live description
    /// @param consoleStart where its own output begins in xenconsoled's log of its name
    record Built(int domid, Canonical canonical, long consoleStart) {
        /// The record of it when it runs.
        String record() {
            return new XenRecord(XenRecord.Step.RUNNING, consoleStart).text();
        }
    }

    /// The domain of that identity is known as a running guest from now on.
    void built(UUID uuid) {
        running.built(uuid);
    }

    private Canonical filled(Canonical canonical, int domid) {
        return new Canonical(
                new XenLive(control).fill(canonical.spec(), domid),
                canonical.values(),
                canonical.pins(),
                canonical.remarks());
    }

    /// Takes a domain away with all its devices. One that is gone already is no failure.
    ///
    /// @throws LibxlException when it stays
    void destroy(int domid) throws InterruptedException {
        try {
            XenCalls.await(control.destroy(domid), XenCalls.AT_MOST);
        } catch (LibxlException e) {
            if (isThere(domid)) {
                throw e;
            }
        }
    }

    /// Takes away whatever domains there are of an identity that was being built.
    void sweep(UUID uuid) throws InterruptedException {
        for (DomainInfo left : control.domains()) {
            if (left.uuid().equals(uuid) && left.state() != DomainInfo.State.DYING) {
                destroy(left.domid());
            }
        }
    }

    /// When nothing of the call is left, takes away what it made.
    private void sweepAside(Guest guest, CompletableFuture<Void> ended) {
        UUID uuid = guest.status().uuid();
        Thread.ofVirtual()
                .name("xen-sweep-" + uuid)
                .start(
                        () -> {
                            try {
                                ended.get(
                                        LibxlOperations.STREAM_DEADLINE.toHours(), TimeUnit.HOURS);
                                sweep(uuid);
                                running.built(uuid);
                                guest.stopped(
                                        OptionalInt.empty(),
                                        StateReason.SHUTOFF_FAILED,
                                        Lifecycle.STOPPED_FAILED);
                            } catch (RuntimeException | ExecutionException | TimeoutException e) {
                                // Stays marked: a half-made domain must not be shown as somebody's.
                                LOG.log(
                                        Level.ERROR,
                                        () -> "what is left of " + guest + " stays",
                                        e);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    private boolean isThere(int domid) {
        Optional<DomainInfo> info = control.domain(domid, Libxl.CALL_DEADLINE);
        return info.isPresent() && info.get().state() != DomainInfo.State.DYING;
    }

    private void refuseTaken(String name, UUID uuid) {
        for (DomainInfo domain : domains()) {
            if (domain.uuid().equals(uuid) && domain.state() != DomainInfo.State.DYING) {
                throw Fault.of(
                        FaultCode.OPERATION_FAILED,
                        FaultDomain.LIBXL,
                        "operation failed: domain "
                                + domain.domid()
                                + " with the uuid of '"
                                + name
                                + "' ("
                                + uuid
                                + ") runs on this host already");
            }
        }
    }

    private Iterable<DomainInfo> domains() {
        try {
            return control.domains();
        } catch (LibxlException e) {
            throw XenFaults.libxl(
                    "the domains of this host cannot be listed", "libxl_list_domain", "", e);
        }
    }
}
