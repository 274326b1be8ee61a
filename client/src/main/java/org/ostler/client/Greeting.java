package org.ostler.client;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.wire.ClientConnection;
import org.ostler.wire.ClientReply;
import org.ostler.wire.ConnectionException;
import org.ostler.wire.protocol.ConnectOpenArgs;
import org.ostler.wire.protocol.OstlerProcedures;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.XdrException;
import org.ostler.wire.protocol.XdrWriter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// What is said on a connection before anything else: who we are, what the server can, which
/// hypervisor.
///
/// It names its few procedures by their numbers, which are part of the protocol for ever, and
/// writes and reads their few numbers itself: the table of all 450 and the codec would take a fresh
/// JVM a good part of the time that opening takes. For the thread that opens the connection.
final class Greeting {
    static final int OPEN = 1;
    static final int SUPPORTS_FEATURE = 60;
    static final int AUTH_LIST = 66;
    static final int AUTH_POLKIT = 70;

    /// Of Ostler's own program.
    static final int HELLO = 1;

    private static final int AUTH_NONE = 0;
    private static final int WAY_POLKIT = 2;
    private static final int FEATURE_KEEPALIVE = 10;
    private static final int OPEN_READ_ONLY = 1;

    /// The most ways that the protocol lets a server name.
    private static final int WAYS_MAX = 20;

    /// The most characters that are written here.
    private static final int PLAIN_MAX = 4096;

    /// No arguments.
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private final String address;
    private final ClientConnection connection;
    private final Duration timeout;

    /// @param timeout of each step
    Greeting(String address, ClientConnection connection, Duration timeout) {
        this.address = address;
        this.connection = connection;
        this.timeout = timeout;
    }

    /// Proves who we are, where the server wants to know.
    ///
    /// @throws Fault [FaultCode#AUTH_FAILED] when it wants what we cannot, or is not convinced
    void authenticate() throws ConnectionException, InterruptedException {
        ByteBuffer ways = ask(AUTH_LIST, EMPTY);
        int count = word(AUTH_LIST, ways);
        if (count < 0 || count > WAYS_MAX) {
            throw LinkFaults.garbled(
                    address, function(AUTH_LIST), count + " ways, expected at most " + WAYS_MAX);
        }
        boolean needless = count == 0;
        boolean polkit = false;
        for (int i = 0; i < count; i++) {
            int way = word(AUTH_LIST, ways);
            needless |= way == AUTH_NONE;
            polkit |= way == WAY_POLKIT;
        }
        if (needless) {
            return;
        }
        if (!polkit) {
            throw refused(address + " asks for SASL, which this client does not have");
        }
        if (word(AUTH_POLKIT, ask(AUTH_POLKIT, EMPTY)) == 0) {
            throw refused("polkit did not allow it at " + address);
        }
    }

    private static Fault refused(String why) {
        return Fault.of(FaultCode.AUTH_FAILED, FaultDomain.AUTH, "authentication failed: " + why);
    }

    /// Whether the server watches for silence itself, and answers those who do.
    boolean watchesSilence() throws ConnectionException, InterruptedException {
        ByteBuffer feature = ByteBuffer.allocate(Integer.BYTES).putInt(FEATURE_KEEPALIVE).flip();
        return word(SUPPORTS_FEATURE, ask(SUPPORTS_FEATURE, feature)) != 0;
    }

    /// Whether the server has Ostler's own program; a libvirtd answers with an error.
    boolean isOstler() throws ConnectionException, InterruptedException {
        return !answer(OstlerProcedures.PROGRAM, HELLO, EMPTY).failed();
    }

    /// Opens the hypervisor.
    ///
    /// @param uri empty leaves the choice to the server
    void open(String uri, boolean readOnly) throws ConnectionException, InterruptedException {
        var _ = ask(OPEN, openArgs(uri, readOnly ? OPEN_READ_ONLY : 0));
    }

    /// The arguments of [#OPEN].
    static ByteBuffer openArgs(String uri, int flags) {
        int length = uri.length();
        if (uri.isEmpty()) {
            return ByteBuffer.allocate(2 * Integer.BYTES).putInt(0).putInt(flags).flip();
        }
        if (length > PLAIN_MAX || !isPlain(uri)) {
            return encoded(uri, flags);
        }
        byte[] padded = Arrays.copyOf(uri.getBytes(StandardCharsets.US_ASCII), (length + 3) & -4);
        return ByteBuffer.allocate(3 * Integer.BYTES + padded.length)
                .putInt(1)
                .putInt(length)
                .put(padded)
                .putInt(flags)
                .flip();
    }

    private static boolean isPlain(String uri) {
        for (int i = 0; i < uri.length(); i++) {
            if (uri.charAt(i) < ' ' || uri.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static ByteBuffer encoded(String uri, int flags) {
        XdrWriter writer = new XdrWriter();
        try {
            new ConnectOpenArgs(Optional.of(uri), flags).encode(writer);
        } catch (XdrException e) {
            throw LinkFaults.unsayable(function(OPEN), e);
        }
        return writer.asByteBuffer();
    }

    private ByteBuffer ask(int procedure, ByteBuffer args)
            throws ConnectionException, InterruptedException {
        ClientReply reply = answer(RemoteProcedures.PROGRAM, procedure, args);
        if (reply.failed()) {
            throw LinkFaults.told(address, function(procedure), reply.payload());
        }
        return reply.payload();
    }

    private ClientReply answer(int program, int procedure, ByteBuffer payload)
            throws ConnectionException, InterruptedException {
        ClientReply reply = connection.call(program, procedure, payload, timeout);
        reply.discard();
        return reply;
    }

    /// The next number of an answer.
    private int word(int procedure, ByteBuffer answer) {
        if (answer.remaining() < Integer.BYTES) {
            throw LinkFaults.garbled(address, function(procedure), "the answer is too short");
        }
        return answer.getInt();
    }

    /// What a fault calls it.
    private static String function(int procedure) {
        return RemoteProcedures.table().find(procedure).orElseThrow().apiName();
    }
}
