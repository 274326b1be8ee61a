package org.ostler.wire;

import org.ostler.api.log.LateLogger;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;

/// Deals out what a client's connection receives: answers to calls, data to streams, messages to
/// the receiver of events; PING it answers itself.
///
/// Used by whichever thread reads the connection, one at a time ([ClientReader]).
final class ClientInbound {
    private final String name;
    private final ClientCalls calls;
    private final ClientStreams streams;
    private final ClientEvents events;
    private final ConnectionWriter writer;
    private final ClientConnection connection;

    /// @param connection told how the server has broken the protocol, which ends it
    ClientInbound(
            String name,
            ClientCalls calls,
            ClientStreams streams,
            ClientEvents events,
            ConnectionWriter writer,
            ClientConnection connection) {
        this.name = name;
        this.calls = calls;
        this.streams = streams;
        this.events = events;
        this.writer = writer;
        this.connection = connection;
    }

    /// Deals with the current frame.
    void deal(FrameReader frames) {
        FrameHeader header = frames.header();
        // The constant first: it needs no class, which a program without keepalive never loads.
        if (header.program() == KeepaliveProtocol.PROGRAM && KeepaliveProtocol.concerns(header)) {
            if (header.procedure() == KeepaliveProtocol.PING) {
                writer.sendControl(KeepaliveProtocol.PONG_HEADER);
            }
            return;
        }
        FrameType type = header.type();
        if (type.isReply()) {
            answer(header, frames);
        } else if (type == FrameType.MESSAGE) {
            event(header, frames.payload());
        } else if (type.isOfStream()) {
            streams.receive(header, frames.payload());
        }
    }

    private void answer(FrameHeader header, FrameReader frames) {
        ByteBuffer payload = frames.payload();
        ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload).flip();
        if (!calls.complete(new ClientReply(header, copy, frames.takeDescriptors()))) {
            connection.violated("an answer that names another procedure: " + header.describe());
        }
    }

    private void event(FrameHeader header, ByteBuffer payload) {
        try {
            events.message(header, payload);
        } catch (RuntimeException | StackOverflowError e) {
            failed("a receiver of events", e, header.describe());
        }
    }

    /// The connection has ended.
    void ended(ConnectionEnd how) {
        try {
            events.ended(how);
        } catch (RuntimeException | StackOverflowError e) {
            failed("a receiver of events", e, "the end");
        }
    }

    /// Somebody who was told of something has failed.
    void failed(String who, Throwable why, String what) {
        Log.OF_EVENTS.log(Level.ERROR, name + ": " + who + " failed on " + what, why);
    }

    /// Made when first needed: what it takes is much of what opening a connection takes.
    private static final class Log {
        static final Logger OF_EVENTS = LateLogger.of(ClientInbound.class);
    }
}
