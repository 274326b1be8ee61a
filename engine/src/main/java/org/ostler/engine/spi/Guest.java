package org.ostler.engine.spi;

import org.ostler.api.DomainStatus;
import org.ostler.api.Event;
import org.ostler.api.Lifecycle;
import org.ostler.api.StateReason;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/// One domain as its driver sees it: what is known of it, and where the driver says what became of
/// it.
///
/// Thread-safe. The engine is the only owner of a domain's state: each report is one atomic step
/// that publishes a new status, records it under the run directory, and appends its events, in the
/// order of the calls. A report about a guest that has ended or is gone is dropped, so that a late
/// watcher harms nothing; reports of a *running* guest carry the id that they are about.
public interface Guest {
    /// The latest status.
    DomainStatus status();

    /// What runs, or what a start would run.
    Canonical canonical();

    /// The driver's own record of the running guest (what is needed to reattach), as it last gave
    /// it; empty when it does not run.
    Optional<String> live();

    /// Where the guest's log goes.
    Path logFile();

    /// Writes down the driver's record before the guest runs, e.g. as soon as a process exists, so
    /// that no crash of the daemon loses track of it. A guest with a record but without [#started]
    /// is found in [Guests#unfinished] after a restart.
    void launching(String live);

    /// The guest runs, or stands paused.
    ///
    /// @param canonical its live description, with late bindings filled in
    /// @param live what is needed to reattach
    void started(int id, StateReason reason, Canonical canonical, String live, Lifecycle... steps);

    /// Its state changed; or was read again and is the same, which ends the doubt after a call with
    /// unknown outcome.
    ///
    /// @param id the running guest that this is about; dropped when another one runs by now
    void moved(int id, StateReason reason, Lifecycle... steps);

    /// Its live description or record changed.
    void updated(int id, Canonical canonical, String live);

    /// The running guest has ended: a transient domain is gone, a persistent one is shut off.
    ///
    /// @param id the running guest that ended; empty: whichever, also one that was only
    ///   [#launching]
    void stopped(OptionalInt id, StateReason reason, Lifecycle... steps);

    /// Something happened that changes no state.
    void happened(Event event);
}
