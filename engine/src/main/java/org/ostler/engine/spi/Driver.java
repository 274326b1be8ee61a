package org.ostler.engine.spi;

import org.ostler.api.Plan;
import org.ostler.model.DomainSpec;

/// What a hypervisor's driver offers to the engine.
///
/// A driver keeps no list of domains, no definitions and no jobs: the engine does, and hands out
/// [Guest]s. It reports what it sees of the host through [Guests], from any thread.
public interface Driver extends AutoCloseable {
    /// Who this driver is; constant.
    DriverInfo info();

    /// What it knows of its host; may look at the host, and is cached by the engine until the
    /// driver reports a change.
    HostFacts host();

    /// What a definition becomes when it is stored: every default that the form has a place for is
    /// written down, everything else is pinned.
    ///
    /// Pure: touches nothing, and gives the same answer for the same input and host. A canonical
    /// form is its own canonical form.
    ///
    /// @throws org.ostler.api.Fault what libvirt would refuse at define
    Canonical canonicalize(DomainSpec written);

    /// What a guest becomes: the native form and where every value came from. Pure.
    Plan plan(Canonical canonical);

    /// Registers what this driver can do, once, when the engine is assembled; the same
    /// registrations refuse calls and print support.
    void register(Operations operations);

    /// Begins to watch the host: reattaches to every active guest that the engine knows of, reports
    /// what changed while nobody watched, and reports guests that other tools made. Called once, on
    /// a virtual thread; returns when the first look is complete.
    void start(Guests guests) throws InterruptedException;

    /// Stops watching; disturbs no guest.
    @Override
    void close();
}
