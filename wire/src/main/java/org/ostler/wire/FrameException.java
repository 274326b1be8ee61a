package org.ostler.wire;

import java.io.IOException;

/// The peer sent what cannot be a frame. Where the next one starts is unknown then, so the
/// connection ends; libvirt says nothing before it closes.
public final class FrameException extends IOException {
    private static final long serialVersionUID = 1L;

    FrameException(String message) {
        super(message);
    }
}
