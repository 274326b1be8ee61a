package org.ostler.api;

import org.ostler.model.DomainSpec;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/// A guest of a host: a cheap handle that holds no state, only its identity. Thread-safe.
///
/// Reads answer from the latest published status and never wait for a job. Every method throws
/// [Fault]: [FaultCode#NO_DOMAIN] once the domain is gone, [FaultCode#NO_SUPPORT] where the driver
/// does not have the operation, [FaultCode#OPERATION_INVALID] where its state does not allow it.
public interface Domain {
    /// The identity that never changes.
    UUID uuid();

    /// The name at the time when this handle was made.
    String name();

    /// What is known of it now.
    DomainStatus status();

    /// What the layer below counts for it now; waits for that layer at most half a second.
    DomainCounters counters();

    /// What is counted of it now, by groups.
    ///
    /// A read: it waits for the layer below at most half a second, and leaves out what did not come
    /// in that time.
    DomainStatistics statistics(StatisticsRequest request);

    /// Its virtual processors now; throws where it does not run, or where the layer below did not
    /// answer within half a second.
    List<Vcpu> vcpus();

    /// Its description: of the running guest, or the stored one.
    DomainSpec spec(Set<XmlFlag> flags);

    /// Its description as XML, rendered once per version.
    XmlText xml(Set<XmlFlag> flags);

    /// The operations that its present state allows.
    Set<Operation> allowedOperations();

    /// Starts it. The job results in this domain once the guest runs, or stands paused.
    Job<Domain> start(Set<StartFlag> flags);

    /// Asks the guest to shut down; returns when it was asked.
    void shutdown(Set<ShutdownFlag> flags);

    /// Asks the guest to reboot; returns when it was asked.
    void reboot(Set<RebootFlag> flags);

    /// Presses its reset button.
    void reset();

    /// Ends it at once, as if the power was cut; a transient one is gone afterwards.
    Job<Domain> destroy(Set<DestroyFlag> flags);

    /// Stops its processors.
    void suspend();

    /// Lets its processors go on.
    void resume();

    /// Removes its definition; a running guest goes on as a transient one.
    void undefine(Set<UndefineFlag> flags);

    /// Says whether it starts together with the host.
    void autostart(boolean on);

    /// Opens a console.
    Console console(Console.Request request);
}
