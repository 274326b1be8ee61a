package org.ostler.wire;

/// The keepalive program: messages without serial and payload that either side may send.
final class KeepaliveProtocol {
    /// `keep` in ASCII.
    static final int PROGRAM = 0x6b656570;

    static final int VERSION = 1;
    static final int PING = 1;
    static final int PONG = 2;

    static final FrameHeader PING_HEADER = FrameHeader.message(PROGRAM, VERSION, PING);
    static final FrameHeader PONG_HEADER = FrameHeader.message(PROGRAM, VERSION, PONG);

    private KeepaliveProtocol() {}

    /// Whether a frame belongs here at all. What is then neither PING nor PONG is dropped; status,
    /// serial and payload are not looked at (observed).
    static boolean concerns(FrameHeader header) {
        return header.program() == PROGRAM
                && header.version() == VERSION
                && header.type() == FrameType.MESSAGE;
    }
}
