package org.ostler.engine;

import org.jspecify.annotations.Nullable;
import org.ostler.api.HypervisorIdentity;
import org.ostler.api.HypervisorInfo;
import org.ostler.api.XmlText;
import org.ostler.engine.spi.Driver;
import org.ostler.engine.spi.HostFacts;

import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/// What is known of the host, asked of the driver once and kept until the driver says that it has
/// changed.
///
/// Thread-safe; `lock` keeps two threads from asking at the same time.
final class HostView {
    /// The version of libvirt's interface that is offered.
    private static final long LIB_VERSION = 9_000_000;

    private final Driver driver;
    private final UUID uuid;
    private final HypervisorIdentity identity;
    private final GuestOffers offers;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Known known;

    HostView(Driver driver, UUID uuid, String hostname) {
        this.driver = driver;
        this.uuid = uuid;
        this.offers = new GuestOffers(driver);
        this.identity =
                new HypervisorIdentity(
                        driver.info().uri(), driver.info().type(), LIB_VERSION, hostname);
    }

    HostFacts facts() {
        return known().facts();
    }

    XmlText capabilities() {
        return known().capabilities();
    }

    HypervisorIdentity identity() {
        return identity;
    }

    HypervisorInfo info() {
        HostFacts facts = facts();
        return new HypervisorInfo(identity, facts.hypervisorVersion(), facts.maxVcpus());
    }

    /// What its guests can have.
    GuestOffers offers() {
        return offers;
    }

    void forget() {
        known = null;
        offers.forget();
    }

    private Known known() {
        Known now = known;
        if (now != null) {
            return now;
        }
        lock.lock();
        try {
            now = known;
            if (now == null) {
                HostFacts facts = driver.host();
                now = new Known(facts, XmlText.of(CapabilitiesXml.format(facts, uuid)));
                known = now;
            }
            return now;
        } finally {
            lock.unlock();
        }
    }

    private record Known(HostFacts facts, XmlText capabilities) {}
}
