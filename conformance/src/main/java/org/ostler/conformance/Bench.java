package org.ostler.conformance;

import org.ostler.api.Hypervisor;
import org.ostler.model.DomainSpec;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A place where the suite runs: a hypervisor to open, and guests that boot there.
public interface Bench extends AutoCloseable {
    /// The driver's name in the records: `test`, `qemu`, `xen`.
    String driver();

    /// The guest type in the records: `hvm`, `pv`, `pvh`.
    String guestType();

    /// How the hypervisor is reached, for the records: `in-process`, `daemon`.
    String access();

    /// What the records say of versions, e.g. `qemu` → `7.2.22`.
    Map<String, String> versions();

    /// A connection of its own.
    Hypervisor open();

    /// The description of a small guest that boots by itself; everything in it works on this
    /// driver.
    DomainSpec guest(String name, UUID uuid);

    /// The same guest with a kernel, disk or whatever that is not there, so that its start must
    /// fail in the layer below.
    Optional<DomainSpec> brokenGuest(String name, UUID uuid);

    /// A text that the guest writes on its first console once it is up.
    Optional<String> consoleMarker();

    /// Whether the guest ends when it is asked to shut down.
    boolean guestObeysShutdown();

    /// How long a guest takes at the most to boot, or to end when asked.
    Duration patience();

    @Override
    void close();
}
