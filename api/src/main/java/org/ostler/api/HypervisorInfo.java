package org.ostler.api;

/// What a connection leads to, and what the hypervisor there says of itself.
///
/// @param identity what is known without asking the host
/// @param version the hypervisor's version: 1,000,000 × major + 1,000 × minor + release; 0 where
///   there is none
/// @param maxVcpus the most virtual processors that a guest can have
public record HypervisorInfo(HypervisorIdentity identity, long version, int maxVcpus) {}
