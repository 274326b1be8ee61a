package org.ostler.wire;

import java.nio.ByteBuffer;

/// Lays frames out in pooled direct buffers, so that one system call sends one.
///
/// Stateless but for the pool; thread-safe.
public final class FrameWriter {
    private final FrameBuffers buffers;

    public FrameWriter(FrameBuffers buffers) {
        this.buffers = buffers;
    }

    /// A frame, ready to be sent, in a buffer that belongs to the caller.
    ///
    /// @param payload copied from position to limit, which stay as they are; heap or direct
    /// @throws IllegalArgumentException when the payload does not fit into a frame; the caller
    ///   bounds it
    public ByteBuffer frame(FrameHeader header, ByteBuffer payload) {
        return frame(header, payload, 0);
    }

    /// As [#frame(FrameHeader, ByteBuffer)], for a type that announces `descriptors` file
    /// descriptors: their number goes before the payload, and they follow the frame one by one,
    /// each with a byte of its own.
    public ByteBuffer frame(FrameHeader header, ByteBuffer payload, int descriptors) {
        int extra = extra(header);
        if (descriptors > FrameHeader.MAX_DESCRIPTORS || (descriptors > 0 && extra == 0)) {
            throw new IllegalArgumentException(
                    descriptors + " descriptors with " + header.describe());
        }
        if (payload.remaining() > FrameHeader.MAX_PAYLOAD_BYTES - extra) {
            throw new IllegalArgumentException(
                    "a payload of %d bytes is over the %d of a frame: %s"
                            .formatted(
                                    payload.remaining(),
                                    FrameHeader.MAX_PAYLOAD_BYTES - extra,
                                    header.describe()));
        }
        int length = length(header, payload);
        ByteBuffer frame = buffers.take(length);
        header.write(frame, 0, length);
        if (extra > 0) {
            frame.putInt(FrameHeader.BYTES, descriptors);
        }
        frame.put(FrameHeader.BYTES + extra, payload, payload.position(), payload.remaining());
        return frame.position(0).limit(length);
    }

    private static int extra(FrameHeader header) {
        return header.type().carriesDescriptors() ? 4 : 0;
    }

    /// How long a frame is.
    static int length(FrameHeader header, ByteBuffer payload) {
        return FrameHeader.BYTES + extra(header) + payload.remaining();
    }

    /// Gives a frame's buffer back.
    public void release(ByteBuffer frame) {
        buffers.give(frame);
    }
}
