package org.ostler.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ostler.wire.RawFrames.REMOTE;
import static org.ostler.wire.RawFrames.bytes;
import static org.ostler.wire.RawFrames.call;
import static org.ostler.wire.RawFrames.frame;
import static org.ostler.wire.RawFrames.words;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteBuffer;
import java.util.stream.Stream;

/// What libvirtd 9.0 was seen to do with the same bytes.
class FrameCheckTest {
    private static final byte[] NONE = {};

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        frame(0x12345678, 1, 1, 0, 9, 0, NONE),
                        0x12345678,
                        "Cannot find program 305419896 version 1"),
                Arguments.of(
                        frame(0x12345678, 1, 1, 0, 9, 1, NONE),
                        0x12345678,
                        "Cannot find program 305419896 version 1"),
                Arguments.of(
                        frame(REMOTE, 2, 66, 0, 9, 0, NONE),
                        REMOTE,
                        "Cannot find program 536903814 version 2"),
                Arguments.of(
                        frame(RawFrames.KEEPALIVE, 1, 1, 0, 9, 0, NONE),
                        RawFrames.KEEPALIVE,
                        "Cannot find program 1801807216 version 1"),
                Arguments.of(
                        frame(REMOTE, 1, 66, 0, 9, 1, NONE), REMOTE, "Unexpected message status 1"),
                Arguments.of(
                        frame(REMOTE, 1, 66, 0, 9, 77, NONE),
                        REMOTE,
                        "Unexpected message status 77"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(ByteBuffer frame, int program, String message) throws Exception {
        try (TestServer server = new TestServer(ConnectionLimits.DEFAULT, TestServer::echo)) {
            server.send(frame, call(66, 10, "next"));
            RawFrames.Received error = server.receive();
            assertThat(error.program()).isEqualTo(program);
            assertThat(error.type()).isEqualTo(FrameType.REPLY.number());
            assertThat(error.serial()).isEqualTo(9);
            assertThat(error.status()).isEqualTo(FrameHeader.ERROR);
            assertThat(error.body()).isEqualTo(message);
            assertThat(server.receive().body()).isEqualTo("next");
        }
    }

    static Stream<Arguments> dropped() {
        return Stream.of(
                Arguments.of("REPLY", frame(REMOTE, 1, 66, 1, 9, 0, NONE)),
                Arguments.of("MESSAGE", frame(REMOTE, 1, 1, 2, 9, 0, NONE)),
                Arguments.of("type 9", frame(REMOTE, 1, 66, 9, 9, 0, NONE)),
                Arguments.of("stray stream", frame(REMOTE, 1, 208, 3, 77, 2, bytes("abc"))),
                Arguments.of("stray hole", frame(REMOTE, 1, 208, 6, 77, 2, new byte[12])),
                Arguments.of("unknown program", frame(0x12345678, 1, 1, 3, 9, 2, NONE)),
                Arguments.of(
                        "PING of another version", frame(RawFrames.KEEPALIVE, 2, 1, 2, 0, 0, NONE)),
                Arguments.of("keepalive 9", frame(RawFrames.KEEPALIVE, 1, 9, 2, 0, 0, NONE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void dropped(String what, ByteBuffer frame) throws Exception {
        try (TestServer server = new TestServer(ConnectionLimits.DEFAULT, TestServer::echo)) {
            server.send(frame, call(66, 10, what));
            assertThat(server.receive().body()).isEqualTo(what);
        }
    }

    static Stream<Arguments> hungUpOn() {
        return Stream.of(
                Arguments.of("length 3", words(3, 0)),
                Arguments.of("length 4", words(4, 1, 2, 3, 4, 5, 6)),
                Arguments.of("length 27", words(27, 1, 2, 3, 4, 5, 6)),
                Arguments.of("length 32 MiB + 5", words(33554437, 1, 2, 3, 4, 5, 6)),
                Arguments.of(
                        "33 descriptors", frame(REMOTE, 1, 66, 4, 9, 0, new byte[] {0, 0, 0, 33})),
                Arguments.of("descriptors without number", frame(REMOTE, 1, 66, 4, 9, 0, NONE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void hungUpOn(String what, ByteBuffer bytes) throws Exception {
        try (TestServer server = new TestServer(ConnectionLimits.DEFAULT, TestServer::echo)) {
            server.send(bytes);
            assertThat(server.receive().end()).as(what).isTrue();
            assertThat(server.awaitEnd().cause()).isEqualTo(ConnectionEnd.Cause.PROTOCOL_VIOLATION);
        }
    }

    @Test
    void pingIsAnsweredWhateverItsSerialStatusAndPayload() throws Exception {
        try (TestServer server = new TestServer(ConnectionLimits.DEFAULT, TestServer::echo)) {
            server.send(frame(RawFrames.KEEPALIVE, 1, 1, 2, 5, 1, bytes("abcd")));
            assertThat(server.receive())
                    .isEqualTo(new RawFrames.Received(false, RawFrames.KEEPALIVE, 2, 2, 0, 0, ""));
        }
    }

    @Test
    void callWithNoDescriptorsIsACall() throws Exception {
        try (TestServer server = new TestServer(ConnectionLimits.DEFAULT, TestServer::echo)) {
            server.send(frame(REMOTE, 1, 66, 4, 9, 0, new byte[] {0, 0, 0, 0, 'x'}));
            assertThat(server.receive().body()).isEqualTo("x");
        }
    }
}
