package org.ostler.daemon.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.daemon.DaemonFixture;
import org.ostler.wire.protocol.ConnectOpenArgs;
import org.ostler.wire.protocol.KeepaliveProcedures;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireError;
import org.ostler.wire.protocol.XdrReader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Frames that no client should send, and the answers that libvirtd 9.0.0 was seen to give to them.
@Timeout(60)
class MalformedFramesTest {
    private static final int REMOTE = RemoteProcedures.PROGRAM;
    private static final int AUTH_LIST = RemoteProcedures.AUTH_LIST.number();
    private static final int LOOKUP = RemoteProcedures.DOMAIN_LOOKUP_BY_NAME.number();
    private static final int OPEN = RemoteProcedures.CONNECT_OPEN.number();
    private static final int CALL = 0;
    private static final int REPLY = 1;
    private static final int STREAM = 3;
    private static final int HOLE = 6;
    private static final int CONTINUE = 2;
    private static final int SERIAL = 9;

    @TempDir static Path folder;
    private static DaemonFixture daemon;

    @BeforeAll
    static void startDaemon() throws Exception {
        daemon = DaemonFixture.start(folder);
    }

    @AfterAll
    static void stopDaemon() {
        daemon.close();
    }

    private static RawClient connected() throws IOException {
        return RawClient.connect(daemon.socket());
    }

    private static RawClient open() throws IOException {
        RawClient client = connected();
        client.call(
                RemoteProcedures.CONNECT_OPEN,
                new ConnectOpenArgs(Optional.of("test:///default"), 0));
        return client;
    }

    /// An XDR text; its padding is what `filler` says.
    private static ByteBuffer text(String text, int filler) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int padded = (bytes.length + 3) & ~3;
        ByteBuffer xdr = ByteBuffer.allocate(4 + padded).putInt(bytes.length).put(bytes);
        while (xdr.hasRemaining()) {
            xdr.put((byte) filler);
        }
        return xdr.flip();
    }

    private static ByteBuffer nothing() {
        return ByteBuffer.allocate(0);
    }

    private static WireError refusal(RawClient client) throws IOException {
        RawClient.Frame frame = client.receive();
        assertThat(frame.type()).isEqualTo(REPLY);
        assertThat(frame.status()).isEqualTo(1);
        assertThat(frame.serial()).isEqualTo(SERIAL);
        return WireError.decode(new XdrReader(frame.payload()));
    }

    private static void refuses(RawClient client, int code, String message) throws IOException {
        WireError error = refusal(client);
        assertThat(error.message()).contains(message);
        assertThat(error.code()).isEqualTo(code);
        stillServes(client);
    }

    private static void stillServes(RawClient client) throws IOException {
        assertThat(client.call(RemoteProcedures.AUTH_LIST).types()).containsExactly(0);
    }

    @Test
    void numbersThatNoProcedureHasAreUnknown() throws IOException {
        try (RawClient client = open()) {
            for (int number : new int[] {-1, 0, 107, 454, 999, Integer.MIN_VALUE}) {
                client.send(REMOTE, 1, number, CALL, SERIAL, 0, nothing());
                refuses(client, 39, "unknown procedure: " + number);
            }
        }
    }

    @Test
    void versionsAndStatusesThatNoCallHasAreNamed() throws IOException {
        try (RawClient client = open()) {
            client.send(REMOTE, 2, AUTH_LIST, CALL, SERIAL, 0, nothing());
            refuses(client, 39, "Cannot find program 536903814 version 2");
            client.send(0x12345678, 1, 1, CALL, SERIAL, 0, nothing());
            refuses(client, 39, "Cannot find program 305419896 version 1");
            client.send(REMOTE, 1, AUTH_LIST, CALL, SERIAL, 1, nothing());
            refuses(client, 39, "Unexpected message status 1");
        }
    }

    @Test
    void textLongerThanItsBytesOrThanAnyTextIsNotDecoded() throws IOException {
        try (RawClient client = open()) {
            ByteBuffer cut = text("test", 0).putInt(0, 40);
            client.send(REMOTE, 1, LOOKUP, CALL, SERIAL, 0, cut);
            refuses(client, 39, "Unable to decode message payload");
            ByteBuffer endless = ByteBuffer.allocate(4 + 4_194_308).putInt(0, 4_194_305);
            client.send(REMOTE, 1, LOOKUP, CALL, SERIAL, 0, endless);
            refuses(client, 39, "Unable to decode message payload");
            client.send(REMOTE, 1, LOOKUP, CALL, SERIAL, 0, ByteBuffer.allocate(4).putInt(0, -1));
            refuses(client, 39, "Unable to decode message payload");
        }
    }

    @Test
    void bytesBehindTheArgumentsAndWhatPadsThemAreNotLookedAt() throws IOException {
        try (RawClient client = open()) {
            ByteBuffer trailing =
                    ByteBuffer.allocate(16)
                            .put(text("test", 0))
                            .put("XXXXXXXX".getBytes(StandardCharsets.US_ASCII));
            client.send(REMOTE, 1, LOOKUP, CALL, SERIAL, 0, trailing.flip());
            assertThat(client.receive().status()).isZero();
            client.send(REMOTE, 1, LOOKUP, CALL, SERIAL, 0, text("no", 'X'));
            refuses(client, 42, "Domain not found: no domain with matching name 'no'");
        }
    }

    @Test
    void anyNumberButZeroMeansPresent() throws IOException {
        try (RawClient client = connected()) {
            ByteBuffer args = ByteBuffer.allocate(28).putInt(7).put(text("test:///default", 0));
            client.send(REMOTE, 1, OPEN, CALL, SERIAL, 0, args.putInt(0).flip());
            assertThat(client.receive().status()).isZero();
            assertThat(client.call(RemoteProcedures.CONNECT_GET_TYPE).type()).isEqualTo("TEST");
        }
    }

    @Test
    void nameThatIsNoTextIsANameThatNobodyHas() throws IOException {
        try (RawClient client = open()) {
            client.send(REMOTE, 1, LOOKUP, CALL, SERIAL, 0, text("\u00ff\u00fe", 0));
            WireError error = refusal(client);
            assertThat(error.code()).isEqualTo(42);
            assertThat(error.message().orElse("")).contains("no domain with matching name");
            stillServes(client);
        }
    }

    @Test
    void lengthsThatNoFrameHasEndTheConnection() throws IOException {
        for (int length : new int[] {0, 3, 4, 27, 33_554_437, Integer.MAX_VALUE, -1}) {
            try (RawClient client = open()) {
                client.sendBytes(ByteBuffer.allocate(64).putInt(length).rewind());
                assertThatThrownBy(client::receive)
                        .as("length %d", length)
                        .isInstanceOf(IOException.class);
            }
        }
        try (RawClient client = open()) {
            stillServes(client);
        }
    }

    @Test
    void framesOutOfPlaceAreDroppedWithoutAWord() throws IOException {
        try (RawClient client = open()) {
            for (int type : new int[] {REPLY, 2, 9, -1}) {
                client.send(REMOTE, 1, AUTH_LIST, type, SERIAL, 0, nothing());
            }
            client.send(REMOTE, 1, 208, STREAM, 77, CONTINUE, ByteBuffer.allocate(3));
            client.send(REMOTE, 1, 208, STREAM, 77, 0, nothing());
            client.send(REMOTE, 1, 208, STREAM, 77, 1, nothing());
            client.send(REMOTE, 1, 208, HOLE, 77, CONTINUE, ByteBuffer.allocate(12));
            int serial = client.nextSerial();
            stillServes(client);
            assertThat(client.nextSerial()).isEqualTo(serial + 1);
            assertThat(client.keptEvent()).isEmpty();
        }
    }

    @Test
    void pingIsAnsweredBeforeAnythingElse() throws IOException {
        try (RawClient client = connected()) {
            client.send(KeepaliveProcedures.PROGRAM, 1, 1, 2, 0, 0, nothing());
            RawClient.Frame pong = client.receive();
            assertThat(pong.program()).isEqualTo(KeepaliveProcedures.PROGRAM);
            assertThat(pong.procedure()).isEqualTo(2);
            assertThat(pong.payload().remaining()).isZero();
        }
    }

    @Test
    void callsThatComeAllAtOnceAreAllAnsweredWhateverTheirOrder() throws IOException {
        try (RawClient client = open()) {
            for (int i = 0; i < 20; i++) {
                client.send(REMOTE, 1, 4, CALL, 100 + i, 0, nothing());
            }
            TreeSet<Integer> answered = new TreeSet<>();
            for (int i = 0; i < 20; i++) {
                answered.add(client.receive().serial());
            }
            assertThat(answered)
                    .isEqualTo(
                            IntStream.range(100, 120)
                                    .boxed()
                                    .collect(Collectors.toCollection(TreeSet::new)));
        }
    }
}
