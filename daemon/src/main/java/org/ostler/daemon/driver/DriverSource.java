package org.ostler.daemon.driver;

import org.ostler.api.Hypervisor;

/// How one driver comes to be.
public interface DriverSource extends AutoCloseable {
    /// Its name: `qemu`, `xen`, `test`.
    String name();

    /// Opens it; waits until it can answer.
    ///
    /// @throws org.ostler.api.Fault with the sentence that says why this host cannot run it
    Hypervisor open() throws InterruptedException;

    /// Whether it runs in this process.
    default boolean local() {
        return true;
    }

    /// Lets go of what is held beside the hypervisors that it opened.
    @Override
    default void close() {}
}
