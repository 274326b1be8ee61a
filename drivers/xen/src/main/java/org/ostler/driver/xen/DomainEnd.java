package org.ostler.driver.xen;

/// News of a domain's end, as libxl reports it.
public sealed interface DomainEnd {
    /// The hypervisor's number of the domain.
    int domid();

    /// The domain has stopped for good but still holds its memory, until it is destroyed.
    ///
    /// @param domid the domain
    /// @param reason why
    record Shutdown(int domid, ShutdownReason reason) implements DomainEnd {}

    /// The domain is gone.
    ///
    /// @param domid the domain
    record Death(int domid) implements DomainEnd {}
}
