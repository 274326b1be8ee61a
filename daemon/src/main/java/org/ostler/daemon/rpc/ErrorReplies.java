package org.ostler.daemon.rpc;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.wire.FaultMapping;
import org.ostler.wire.FrameHeader;
import org.ostler.wire.protocol.WireError;
import org.ostler.wire.protocol.XdrWriter;

import java.nio.ByteBuffer;

/// The payloads of replies that tell an error.
public final class ErrorReplies {
    private ErrorReplies() {}

    /// A refusal of the RPC layer itself.
    public static ByteBuffer rpcError(String message) {
        return encoded(
                FaultMapping.toWire(
                        Fault.of(FaultCode.RPC, FaultDomain.RPC, message),
                        FaultMapping.Disclosure.BRIEF));
    }

    /// What a handler threw. Anything but a fault is a mistake in this program, and logged.
    public static ByteBuffer failure(
            FrameHeader call, Throwable thrown, FaultMapping.Disclosure disclosure) {
        return encoded(
                switch (thrown) {
                    case RpcFault fault -> fault.error();
                    case Fault fault -> FaultMapping.toWire(fault, disclosure);
                    default ->
                            FaultMapping.toWire(Incident.of(call.describe(), thrown), disclosure);
                });
    }

    private static ByteBuffer encoded(WireError error) {
        XdrWriter writer = new XdrWriter();
        error.encode(writer);
        return writer.asByteBuffer();
    }
}
