package org.ostler.wire;

import org.ostler.posix.PeerCredentials;

import java.util.Optional;

/// Who is at the other end of a connection.
///
/// @param description for logs and for people: `unix:/run/libvirt/libvirt-sock`,
///   `tcp:192.0.2.7:4711`
/// @param credentials what the kernel says of a local peer
public record TransportPeer(String description, Optional<PeerCredentials> credentials) {}
