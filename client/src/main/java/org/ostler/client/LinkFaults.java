package org.ostler.client;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Layer;
import org.ostler.api.Origin;
import org.ostler.wire.ConnectionException;
import org.ostler.wire.FaultMapping;
import org.ostler.wire.protocol.WireError;
import org.ostler.wire.protocol.XdrException;
import org.ostler.wire.protocol.XdrReader;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The faults that arise between the processes, and those that the other side tells.
final class LinkFaults {
    private LinkFaults() {}

    /// The server cannot be reached.
    static Fault unreachable(String address, IOException why) {
        String text = words(why);
        return Fault.builder(
                        FaultCode.NO_CONNECT,
                        FaultDomain.RPC,
                        "cannot connect to " + address + ": " + text)
                .origin(Origin.of(Layer.WIRE, "connect", address, "", text))
                .retryable()
                .build();
    }

    /// A call had no answer.
    ///
    /// @param repeatable whether making the call again cannot do harm
    static Fault unanswered(String address, ConnectionException why, boolean repeatable) {
        String text = words(why);
        FaultCode code =
                switch (why.reason()) {
                    case ENDED, CONGESTED -> FaultCode.RPC;
                    case TIMED_OUT -> FaultCode.OPERATION_TIMEOUT;
                    case CANCELLED -> FaultCode.OPERATION_ABORTED;
                };
        String sentence =
                switch (why.reason()) {
                    case ENDED -> "the connection to " + address + " was lost: " + text;
                    case CONGESTED, TIMED_OUT, CANCELLED -> address + ": " + text;
                };
        Fault.Builder fault =
                Fault.builder(code, FaultDomain.RPC, sentence)
                        .origin(Origin.of(Layer.WIRE, "call", address, why.reason().name(), text))
                        .retryable();
        return repeatable || !why.outcomeUnknown() ? fault.build() : fault.outcomeUnknown().build();
    }

    /// Another thread has been connecting for longer than it may take.
    static Fault busyConnecting(String address) {
        return Fault.builder(
                        FaultCode.NO_CONNECT,
                        FaultDomain.RPC,
                        "cannot connect to " + address + ": it does not answer in time")
                .retryable()
                .build();
    }

    static String words(IOException why) {
        String message = why.getMessage();
        return message == null ? why.getClass().getSimpleName() : message;
    }

    /// The waiting thread was interrupted; its mark is set again.
    static Fault interrupted(boolean repeatable) {
        Thread.currentThread().interrupt();
        Fault.Builder fault =
                Fault.builder(
                        FaultCode.OPERATION_ABORTED,
                        FaultDomain.RPC,
                        "interrupted while waiting for an answer");
        return repeatable ? fault.build() : fault.outcomeUnknown().build();
    }

    /// This client was closed.
    static Fault closed(String address) {
        return Fault.of(
                FaultCode.INVALID_CONN,
                FaultDomain.RPC,
                "the connection to " + address + " was closed");
    }

    /// The connection was lost and will not be made anew.
    static Fault lostForGood(String address, String why) {
        String sentence = "the connection to " + address + " was lost and is not made anew: " + why;
        return Fault.builder(FaultCode.INVALID_CONN, FaultDomain.RPC, sentence)
                .origin(Origin.of(Layer.WIRE, "reconnect", address, "", why))
                .build();
    }

    /// The server is a libvirtd that lacks Ostler's own program, which this call needs.
    static Fault notOstler(String address, String call) {
        return Fault.of(
                FaultCode.NO_SUPPORT,
                FaultDomain.RPC,
                "this function is not supported by the connection driver: "
                        + call
                        + ": the server at "
                        + address
                        + " is a libvirtd without Ostler's own calls");
    }

    /// The protocol has no room for an argument.
    static Fault unsayable(String call, XdrException why) {
        return Fault.of(
                FaultCode.INVALID_ARG,
                FaultDomain.RPC,
                "invalid argument: "
                        + call
                        + ": the protocol cannot carry it: "
                        + why.getMessage());
    }

    /// What the server said is not what the protocol prescribes.
    static Fault garbled(String address, String what, String why) {
        return Fault.builder(
                        FaultCode.RPC,
                        FaultDomain.RPC,
                        address + " answered " + what + " with what cannot be read: " + why)
                .origin(Origin.of(Layer.WIRE, what, address, "", why))
                .build();
    }

    /// The error that an answer carries.
    static Fault told(String address, String call, ByteBuffer payload) {
        try {
            return FaultMapping.fromWire(WireError.decode(new XdrReader(payload)));
        } catch (XdrException e) {
            return garbled(address, call, String.valueOf(e.getMessage()));
        }
    }
}
