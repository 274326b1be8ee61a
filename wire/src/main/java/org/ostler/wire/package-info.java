/// Frames, connections, keepalive and streams of libvirt's RPC, on payloads as bytes; what is in
/// the payloads is `org.ostler.wire.protocol`'s.
@NullMarked
package org.ostler.wire;

import org.jspecify.annotations.NullMarked;
