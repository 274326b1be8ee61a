package org.ostler.api;

/// What a connection leads to.
///
/// @param uri the canonical address, without transport, e.g. `qemu:///system`
/// @param type the driver's name as libvirt's clients know it: `QEMU`, `Xen`, `TEST`
/// @param version the hypervisor's version: 1,000,000 × major + 1,000 × minor + release; 0 where
///   there is none
/// @param libVersion the version of libvirt's interface that is offered, in the same form
/// @param hostname the host's name
/// @param maxVcpus the most virtual processors that a guest can have
public record HypervisorInfo(
        String uri, String type, long version, long libVersion, String hostname, int maxVcpus) {}
