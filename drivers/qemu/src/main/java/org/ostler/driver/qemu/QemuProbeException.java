package org.ostler.driver.qemu;

import java.io.Serial;

/// A QEMU binary could not be asked what it can do; the message says why, with the binary's own
/// words.
public final class QemuProbeException extends Exception {
    @Serial private static final long serialVersionUID = 1;

    QemuProbeException(String message, Throwable cause) {
        super(message, cause);
    }

    QemuProbeException(String message) {
        super(message);
    }
}
