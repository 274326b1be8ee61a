package org.ostler.api;

/// What a connection leads to, as far as that is known without asking the host.
///
/// @param uri the canonical address, without transport, e.g. `qemu:///system`
/// @param type the driver's name as libvirt's clients know it: `QEMU`, `Xen`, `TEST`
/// @param libVersion the version of libvirt's interface that is offered: 1,000,000 × major + 1,000
///   × minor + release
/// @param hostname the host's name
public record HypervisorIdentity(String uri, String type, long libVersion, String hostname) {}
