package org.ostler.wire;

/// What a stream's frames have in common with the call that opened it.
record StreamKey(int program, int procedure, int serial) {
    static StreamKey of(FrameHeader header) {
        return new StreamKey(header.program(), header.procedure(), header.serial());
    }
}
