package org.ostler.driver.xen;

import org.ostler.api.DomainState;
import org.ostler.api.Lifecycle;
import org.ostler.api.Plan;
import org.ostler.api.StateReason;
import org.ostler.api.log.LateLogger;
import org.ostler.engine.spi.Canonical;
import org.ostler.engine.spi.Guest;
import org.ostler.engine.spi.Guests;
import org.ostler.model.DomainSpec;
import org.ostler.model.SpecException;
import org.ostler.xlcfg.Json;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Describes domains that nobody told this driver of, and shows them.
///
/// Each is described on a virtual thread of its own, because reading a configuration can take as
/// long as its maker holds libxl's lock on it. While it is being made its name and configuration
/// are not there yet: [#isWaiting] says that another look is needed soon. A domain whose
/// configuration does not appear within [#PATIENCE] looks (made without libxl, or by a libxl that
/// died) is shown by what the hypervisor knows of it.
final class XenDiscovery {
    /// How many looks a configuration may take to appear.
    static final int PATIENCE = 20;

    private static final Logger LOG = LateLogger.of(XenDiscovery.class);
    private static final String CONTROL_DOMAIN = "Domain-0";

    private final XenControl control;
    private final XenGuests running;
    private final Guests guests;
    private final Runnable again;
    private final Map<Integer, Attempt> attempts = new ConcurrentHashMap<>();
    private volatile boolean news;

    /// @param again called when another look would find more; from any thread
    XenDiscovery(XenControl control, XenGuests running, Guests guests, Runnable again) {
        this.control = control;
        this.running = running;
        this.guests = guests;
        this.again = again;
    }

    /// One domain that is not shown yet.
    private static final class Attempt {
        final AtomicBoolean busy = new AtomicBoolean();
        final CountDownLatch first = new CountDownLatch(1);
        int looks; // the looking thread alone
    }

    /// From now on domains that appear have been started; before, they were there already.
    void announce() {
        news = true;
        Thread.ofVirtual().name("xen-rehearse").start(this::rehearse);
    }

    /// Describes the control domain as if it were a guest, so that the first guest that appears
    /// does not wait for code to be loaded: on a slow processor that takes most of a second.
    private void rehearse() {
        try {
            Optional<DomainInfo> self = control.domain(0, Libxl.CALL_DEADLINE);
            if (self.isPresent()) {
                var _ = written(self.get(), CONTROL_DOMAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "the control domain has no configuration", e);
        }
    }

    /// Whether a domain is there that could not be described yet.
    boolean isWaiting() {
        return !attempts.isEmpty();
    }

    /// Waits until each domain seen so far was described, or found to need more time.
    ///
    /// @param limitMillis for all of them together
    void awaitFirst(long limitMillis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
        for (Attempt attempt : List.copyOf(attempts.values())) {
            if (!attempt.first.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return;
            }
        }
    }

    /// A look saw these domains, and nobody knows them. Called by the looking thread alone; returns
    /// at once.
    void consider(Collection<DomainInfo> unknown) {
        attempts.keySet().removeIf(domid -> unknown.stream().noneMatch(d -> d.domid() == domid));
        for (DomainInfo domain : unknown) {
            if (running.isBuilding(domain.uuid()) || isNobody(domain)) {
                continue;
            }
            Attempt attempt = attempts.computeIfAbsent(domain.domid(), domid -> new Attempt());
            if (attempt.busy.compareAndSet(false, true)) {
                int looks = ++attempt.looks;
                Thread.ofVirtual()
                        .name("xen-describe-" + domain.domid())
                        .start(() -> attempt(domain, attempt, looks));
            }
        }
    }

    /// Domains without an identity are the hypervisor's own or not made yet.
    private static boolean isNobody(DomainInfo domain) {
        return domain.domid() != 0
                && domain.uuid().getMostSignificantBits() == 0
                && domain.uuid().getLeastSignificantBits() == 0;
    }

    private void attempt(DomainInfo domain, Attempt attempt, int looks) {
        boolean shown = false;
        try {
            Optional<Canonical> described = describe(domain, looks);
            shown = described.isPresent() && show(domain, described.get());
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, () -> "domain " + domain.domid() + " is not described", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (shown) {
                attempts.remove(domain.domid(), attempt);
            }
            attempt.busy.set(false);
            attempt.first.countDown();
            if (shown) {
                again.run();
            }
        }
    }

    /// The description; empty while its maker has not written down enough.
    private Optional<Canonical> describe(DomainInfo domain, int looks)
            throws IOException, InterruptedException {
        if (domain.domid() == 0) {
            return Optional.of(bare(domain, CONTROL_DOMAIN));
        }
        Optional<String> name = control.name(domain.domid());
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(written(domain, name.get()));
        } catch (LibxlException | IllegalArgumentException | SpecException e) {
            if (looks < PATIENCE) {
                LOG.log(Level.DEBUG, () -> "domain " + domain.domid() + " is being made", e);
                return Optional.empty();
            }
            LOG.log(Level.WARNING, () -> "domain " + domain.domid() + " has no configuration", e);
            return Optional.of(bare(domain, name.get()));
        }
    }

    /// What its maker wrote down, and where its devices are now.
    private Canonical written(DomainInfo domain, String name) throws InterruptedException {
        Json.Obj document = XenCalls.await(control.configuration(domain.domid()), XenCalls.QUICK);
        ConfigReader.Read read = ConfigReader.read(document);
        DomainSpec spec = read.spec().withName(name).withUuid(domain.uuid());
        return new Canonical(
                new XenLive(control).fill(spec, domain.domid()),
                List.of(),
                List.of(),
                read.untold());
    }

    private static Canonical bare(DomainInfo domain, String name) {
        List<Plan.Remark> none = List.of();
        return new Canonical(ConfigReader.controlDomain(domain, name), List.of(), List.of(), none);
    }

    /// @return whether it is shown, or gone; false while its identity still belongs to another
    private boolean show(DomainInfo seen, Canonical described) {
        Optional<DomainInfo> now = control.domain(seen.domid(), Libxl.CALL_DEADLINE);
        if (now.isEmpty() || now.get().state() == DomainInfo.State.DYING) {
            return true;
        }
        // In this order: a domain that was built is known before it stops counting as being built.
        if (running.isBuilding(seen.uuid())) {
            return false;
        }
        if (running.of(seen.domid()).isPresent()) {
            return true;
        }
        StateReason reason =
                switch (now.get().state()) {
                    case PAUSED -> StateReason.PAUSED_UNKNOWN;
                    case SHUTDOWN -> StateReason.SHUTDOWN_UNKNOWN;
                    case RUNNING, BLOCKED -> StateReason.RUNNING_UNKNOWN;
                    case DYING -> StateReason.SHUTOFF_UNKNOWN;
                };
        Lifecycle[] steps = news ? new Lifecycle[] {Lifecycle.STARTED_BOOTED} : new Lifecycle[0];
        Guest guest =
                guests.discovered(
                        OptionalInt.of(seen.domid()),
                        reason,
                        described,
                        new XenRecord(XenRecord.Step.RUNNING).text(),
                        steps);
        boolean taken =
                guest.status().id().equals(OptionalInt.of(seen.domid()))
                        && guest.status().state() != DomainState.SHUTOFF;
        if (taken) {
            running.put(new XenGuest(guest, seen.domid(), false));
        }
        return taken;
    }
}
