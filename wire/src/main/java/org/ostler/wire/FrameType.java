package org.ostler.wire;

/// What a frame is, the fifth word of its header.
public enum FrameType {
    CALL(0),
    REPLY(1),
    /// An event or a keepalive message: nobody answers it.
    MESSAGE(2),
    STREAM(3),
    CALL_WITH_FDS(4),
    REPLY_WITH_FDS(5),
    STREAM_HOLE(6),
    /// Any number that the protocol does not know; such a frame is dropped.
    UNKNOWN(-1);

    private static final FrameType[] KNOWN = {
        CALL, REPLY, MESSAGE, STREAM, CALL_WITH_FDS, REPLY_WITH_FDS, STREAM_HOLE
    };

    private final int number;

    FrameType(int number) {
        this.number = number;
    }

    /// The number on the wire; -1 for [#UNKNOWN].
    public int number() {
        return number;
    }

    /// The type with this number, or [#UNKNOWN].
    public static FrameType of(int number) {
        return number >= 0 && number < KNOWN.length ? KNOWN[number] : UNKNOWN;
    }

    /// Whether it answers a call.
    boolean isReply() {
        return this == REPLY || this == REPLY_WITH_FDS;
    }

    /// Whether it is part of a stream.
    boolean isOfStream() {
        return this == STREAM || this == STREAM_HOLE;
    }

    /// Whether file descriptors may follow the frame.
    public boolean carriesDescriptors() {
        return this == CALL_WITH_FDS || this == REPLY_WITH_FDS;
    }
}
