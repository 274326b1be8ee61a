package org.ostler.wire;

import java.nio.ByteBuffer;

/// The header of a frame without its length: six big-endian words.
///
/// @param program number of the program, e.g. `0x20008086`
/// @param version version of the program, 1 for all that exist
/// @param procedure number within the program; signed
/// @param type what the frame is
/// @param serial chosen by the client for a call; replies and stream frames repeat it; 0 in
///   messages
/// @param status [#OK], [#ERROR], [#CONTINUE] or a number that the protocol does not know
public record FrameHeader(
        int program, int version, int procedure, FrameType type, int serial, int status) {
    /// Success; of a stream: finished.
    public static final int OK = 0;

    /// The payload is an error; of a stream from a client: abort.
    public static final int ERROR = 1;

    /// Data of a stream.
    public static final int CONTINUE = 2;

    /// Bytes of the length word, the first of every frame.
    public static final int LENGTH_BYTES = 4;

    /// Bytes of the length word and the header: the smallest frame.
    public static final int BYTES = 28;

    /// The largest value of the length word: 32 MiB and the word itself.
    public static final int MAX_FRAME_BYTES = (32 << 20) + LENGTH_BYTES;

    /// The most payload that fits into a frame.
    public static final int MAX_PAYLOAD_BYTES = MAX_FRAME_BYTES - BYTES;

    /// How many file descriptors may follow one frame.
    public static final int MAX_DESCRIPTORS = 32;

    /// Reads the header that follows the length word at `offset`.
    static FrameHeader read(ByteBuffer buffer, int offset) {
        return new FrameHeader(
                buffer.getInt(offset + 4),
                buffer.getInt(offset + 8),
                buffer.getInt(offset + 12),
                FrameType.of(buffer.getInt(offset + 16)),
                buffer.getInt(offset + 20),
                buffer.getInt(offset + 24));
    }

    /// Writes a length word and this header at `offset`.
    void write(ByteBuffer buffer, int offset, int frameBytes) {
        buffer.putInt(offset, frameBytes);
        buffer.putInt(offset + 4, program);
        buffer.putInt(offset + 8, version);
        buffer.putInt(offset + 12, procedure);
        buffer.putInt(offset + 16, type.number());
        buffer.putInt(offset + 20, serial);
        buffer.putInt(offset + 24, status);
    }

    /// A call with status [#OK].
    public static FrameHeader call(int program, int version, int procedure, int serial) {
        return new FrameHeader(program, version, procedure, FrameType.CALL, serial, OK);
    }

    /// An event: serial 0, nobody answers it.
    public static FrameHeader message(int program, int version, int procedure) {
        return new FrameHeader(program, version, procedure, FrameType.MESSAGE, 0, OK);
    }

    /// The header of an answer to this call.
    public FrameHeader reply(int replyStatus) {
        return new FrameHeader(program, version, procedure, FrameType.REPLY, serial, replyStatus);
    }

    /// This header with another type and status, for frames of the stream that a call opened.
    public FrameHeader with(FrameType otherType, int otherStatus) {
        return new FrameHeader(program, version, procedure, otherType, serial, otherStatus);
    }

    /// `program 0x20008086 procedure 23 serial 5 CALL`, for messages to people.
    public String describe() {
        return "program 0x%08x procedure %d serial %d %s"
                .formatted(program, procedure, Integer.toUnsignedLong(serial), type);
    }
}
