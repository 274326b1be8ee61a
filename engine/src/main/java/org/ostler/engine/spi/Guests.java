package org.ostler.engine.spi;

import org.ostler.api.JobKind;
import org.ostler.api.Lifecycle;
import org.ostler.api.StateReason;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Callable;

/// All domains of a driver, and what the engine does for it. Thread-safe.
public interface Guests {
    /// The domain of that identity.
    Optional<Guest> find(UUID uuid);

    /// The domain of that running id.
    Optional<Guest> find(int id);

    /// The domains that run as far as is known.
    List<Guest> active();

    /// The domains whose start was cut off by the end of the daemon: they have a record and no id.
    /// The driver ends what is left of them and reports them [Guest#stopped], or goes on and
    /// reports them [Guest#started].
    List<Guest> unfinished();

    /// A running guest that nobody told the engine of: another tool made it. It is shown, and left
    /// alone.
    ///
    /// @return the domain; the one that was known already where identity matches a definition
    Guest discovered(
            OptionalInt id,
            StateReason reason,
            Canonical canonical,
            String live,
            Lifecycle... steps);

    /// Runs a change of the driver's own making (a restart after a crash, as the definition asks)
    /// as a job of that domain, in turn with the others.
    ///
    /// @param afterwards run once when the job has ended, also where its turn never came and the
    ///   change was not run; must neither throw nor wait
    /// @throws org.ostler.api.Fault when there can be no such job now; nothing is run then
    void submit(Guest guest, JobKind kind, Callable<Void> change, Runnable afterwards);

    /// Whether the layer below can be reached; while it cannot, reads answer from what was known.
    void reachable(boolean reachable, String reason);

    /// What [Driver#host] says has changed; it is asked again when somebody wants to know.
    void hostChanged();

    /// A number for a guest whose hypervisor gives none; grows, and is not used again within one
    /// boot of the host.
    int nextId();

    /// Where things of running guests go; gone after a reboot of the host.
    Path runDirectory();

    /// Where things go that last.
    Path stateDirectory();

    /// Where things go that can be made anew.
    Path cacheDirectory();

    /// The time.
    Clock clock();
}
