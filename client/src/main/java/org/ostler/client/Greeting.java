package org.ostler.client;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.wire.ClientConnection;
import org.ostler.wire.ClientReply;
import org.ostler.wire.ConnectionException;
import org.ostler.wire.protocol.AuthListRet;
import org.ostler.wire.protocol.AuthPolkitRet;
import org.ostler.wire.protocol.ConnectOpenArgs;
import org.ostler.wire.protocol.ConnectSupportsFeatureArgs;
import org.ostler.wire.protocol.ConnectSupportsFeatureRet;
import org.ostler.wire.protocol.OstlerProcedures;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.XdrException;
import org.ostler.wire.protocol.XdrReader;
import org.ostler.wire.protocol.XdrStruct;
import org.ostler.wire.protocol.XdrWriter;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is said on a connection before anything else: who we are, what the server can, which
/// hypervisor.
///
/// It names its few procedures by their numbers, which are part of the protocol for ever: the table
/// of all 450 would take a fresh JVM a good part of the time that opening takes. For the thread
/// that opens the connection.
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
        List<Integer> ways = authList().types();
        if (ways.isEmpty() || ways.contains(AUTH_NONE)) {
            return;
        }
        if (!ways.contains(WAY_POLKIT)) {
            throw refused(address + " asks for SASL, which this client does not have");
        }
        if (polkit().complete() == 0) {
            throw refused("polkit did not allow it at " + address);
        }
    }

    private static Fault refused(String why) {
        return Fault.of(FaultCode.AUTH_FAILED, FaultDomain.AUTH, "authentication failed: " + why);
    }

    private AuthListRet authList() throws ConnectionException, InterruptedException {
        XdrReader result = ask(AUTH_LIST, EMPTY);
        try {
            return AuthListRet.decode(result);
        } catch (XdrException e) {
            throw garbled(AUTH_LIST, e);
        }
    }

    private AuthPolkitRet polkit() throws ConnectionException, InterruptedException {
        XdrReader result = ask(AUTH_POLKIT, EMPTY);
        try {
            return AuthPolkitRet.decode(result);
        } catch (XdrException e) {
            throw garbled(AUTH_POLKIT, e);
        }
    }

    /// Whether the server watches for silence itself, and answers those who do.
    boolean watchesSilence() throws ConnectionException, InterruptedException {
        XdrReader result = ask(SUPPORTS_FEATURE, new ConnectSupportsFeatureArgs(FEATURE_KEEPALIVE));
        try {
            return ConnectSupportsFeatureRet.decode(result).supported() != 0;
        } catch (XdrException e) {
            throw garbled(SUPPORTS_FEATURE, e);
        }
    }

    /// Whether the server has Ostler's own program; a libvirtd answers with an error.
    boolean isOstler() throws ConnectionException, InterruptedException {
        return !answer(OstlerProcedures.PROGRAM, HELLO, EMPTY).failed();
    }

    /// Opens the hypervisor.
    ///
    /// @param uri empty leaves the choice to the server
    void open(String uri, boolean readOnly) throws ConnectionException, InterruptedException {
        Optional<String> name = uri.isEmpty() ? Optional.empty() : Optional.of(uri);
        var _ = ask(OPEN, new ConnectOpenArgs(name, readOnly ? OPEN_READ_ONLY : 0));
    }

    private XdrReader ask(int procedure, XdrStruct args)
            throws ConnectionException, InterruptedException {
        XdrWriter writer = new XdrWriter();
        try {
            args.encode(writer);
        } catch (XdrException e) {
            throw LinkFaults.unsayable(function(procedure), e);
        }
        return ask(procedure, writer.asByteBuffer());
    }

    private XdrReader ask(int procedure, ByteBuffer args)
            throws ConnectionException, InterruptedException {
        ClientReply reply = answer(RemoteProcedures.PROGRAM, procedure, args);
        if (reply.failed()) {
            throw LinkFaults.told(address, function(procedure), reply.payload());
        }
        return new XdrReader(reply.payload());
    }

    private ClientReply answer(int program, int procedure, ByteBuffer payload)
            throws ConnectionException, InterruptedException {
        ClientReply reply = connection.call(program, procedure, payload, timeout);
        reply.discard();
        return reply;
    }

    private Fault garbled(int procedure, XdrException why) {
        return LinkFaults.garbled(address, function(procedure), String.valueOf(why.getMessage()));
    }

    /// What a fault calls it.
    private static String function(int procedure) {
        return RemoteProcedures.table().find(procedure).orElseThrow().apiName();
    }
}
