package org.ostler.daemon.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.daemon.DaemonFixture;
import org.ostler.driver.test.TestHypervisor;
import org.ostler.wire.protocol.ConnectOpenArgs;
import org.ostler.wire.protocol.DomainDestroyArgs;
import org.ostler.wire.protocol.DomainLookupByNameArgs;
import org.ostler.wire.protocol.DomainOpenConsoleArgs;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;
import org.ostler.wire.protocol.WireError;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A console as a stream of frames: both ways, one writer at a time, and its ends.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ConsoleStreamTest {
    private static final int STREAM = 3;
    private static final int OK = 0;
    private static final int CONTINUE = 2;
    private static final int FORCE = 1;

    @TempDir Path folder;
    private DaemonFixture daemon;
    private RawClient first;
    private RawClient second;
    private WireDomain test;

    @BeforeEach
    void connect() throws Exception {
        daemon = DaemonFixture.start(folder);
        first = open();
        second = open();
        test =
                first.call(
                                RemoteProcedures.DOMAIN_LOOKUP_BY_NAME,
                                new DomainLookupByNameArgs("test"))
                        .dom();
    }

    @AfterEach
    void disconnect() throws IOException {
        first.close();
        second.close();
        daemon.close();
    }

    private RawClient open() throws IOException {
        RawClient client = RawClient.connect(daemon.socket());
        client.call(
                RemoteProcedures.CONNECT_OPEN,
                new ConnectOpenArgs(Optional.of("test:///default"), 0));
        return client;
    }

    /// @return the serial of the call, which is the stream's
    private int console(RawClient client, int flags) throws IOException {
        int serial = client.nextSerial();
        client.call(
                RemoteProcedures.DOMAIN_OPEN_CONSOLE,
                new DomainOpenConsoleArgs(test, Optional.empty(), flags));
        return serial;
    }

    private static void send(RawClient client, int serial, int status, String text)
            throws IOException {
        client.send(
                RemoteProcedures.PROGRAM,
                RemoteProcedures.VERSION,
                RemoteProcedures.DOMAIN_OPEN_CONSOLE.number(),
                STREAM,
                serial,
                status,
                ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static RawClient.Frame receive(RawClient client, int serial) throws IOException {
        RawClient.Frame frame = client.receive();
        assertThat(frame.type()).isEqualTo(STREAM);
        assertThat(frame.serial()).isEqualTo(serial);
        return frame;
    }

    private static void awaitText(RawClient client, int serial, String text) throws IOException {
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf(text) < 0) {
            RawClient.Frame frame = receive(client, serial);
            assertThat(frame.status()).isEqualTo(CONTINUE);
            seen.append(StandardCharsets.UTF_8.decode(frame.payload()));
        }
    }

    private static void awaitEnd(RawClient client, int serial) throws IOException {
        RawClient.Frame frame = receive(client, serial);
        while (frame.status() == CONTINUE && frame.payload().hasRemaining()) {
            frame = receive(client, serial);
        }
        assertThat(frame.status()).isEqualTo(CONTINUE);
        send(client, serial, OK, "");
        assertThat(receive(client, serial).status()).isEqualTo(OK);
    }

    @Test
    void whatIsTypedReachesTheGuestAndItsAnswerComesBack() throws IOException {
        int serial = console(first, 0);
        send(first, serial, CONTINUE, "hello\n");
        awaitText(first, serial, "echo: hello");
        assertThat(TestHypervisor.CONSOLE_READY).isNotEmpty();
    }

    @Test
    void consoleInUseIsRefusedUnlessForced() throws IOException {
        int serial = console(first, 0);
        WireError refusal =
                catchThrowableOfType(RawClient.Refused.class, () -> console(second, 0)).error();
        assertThat(refusal.code()).isEqualTo(9);
        assertThat(refusal.message())
                .contains("operation failed: Active console session exists for this domain");

        int taken = console(second, FORCE);
        awaitEnd(first, serial);
        send(second, taken, CONTINUE, "mine\n");
        awaitText(second, taken, "echo: mine");
    }

    @Test
    void clientThatFinishesLetsGoOfTheConsole() throws IOException {
        int serial = console(first, 0);
        send(first, serial, OK, "");
        RawClient.Frame frame = receive(first, serial);
        while (frame.status() == CONTINUE) {
            frame = receive(first, serial);
        }
        assertThat(frame.status()).isEqualTo(OK);
        int again = console(second, 0);
        send(second, again, CONTINUE, "x\n");
        awaitText(second, again, "echo: x");
    }

    @Test
    void endOfTheGuestEndsTheStream() throws IOException {
        int serial = console(first, 0);
        second.call(RemoteProcedures.DOMAIN_DESTROY, new DomainDestroyArgs(test));
        awaitEnd(first, serial);
    }

    @Test
    void clientThatIsGoneLetsGoOfTheConsole() throws IOException {
        console(first, 0);
        first.close();
        boolean taken = false;
        while (!taken) {
            taken = isFree();
        }
        assertThat(taken).isTrue();
    }

    private boolean isFree() throws IOException {
        try {
            console(second, 0);
            return true;
        } catch (RawClient.Refused stillTaken) {
            return false;
        }
    }
}
