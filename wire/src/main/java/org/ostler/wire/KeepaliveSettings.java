package org.ostler.wire;

import java.time.Duration;

/// When a silent peer is asked whether it lives, and when it is given up.
///
/// @param interval silence after which a PING goes out, at least a millisecond
/// @param count PINGs that may stay unanswered; after one more interval the connection ends
public record KeepaliveSettings(Duration interval, int count) {
    /// libvirtd's: 5 s × 5.
    public static final KeepaliveSettings SERVER = new KeepaliveSettings(Duration.ofSeconds(5), 5);

    /// virsh's: 5 s × 6.
    public static final KeepaliveSettings CLIENT = new KeepaliveSettings(Duration.ofSeconds(5), 6);

    public KeepaliveSettings {
        if (interval.toMillis() < 1 || count < 0) {
            throw new IllegalArgumentException("keepalive " + interval + " × " + count);
        }
    }
}
