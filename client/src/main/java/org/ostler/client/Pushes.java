package org.ostler.client;

import org.ostler.wire.FrameHeader;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.Procedure;
import org.ostler.wire.protocol.XdrReader;
import org.ostler.wire.protocol.XdrStruct;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Those who want to hear what servers push, over all connections of a [Keeper]. Thread-safe.
final class Pushes {
    /// One who hears messages of one kind.
    private record Hearer<M extends XdrStruct>(Procedure<M, Nothing> event, Consumer<M> told) {
        void offer(FrameHeader header, ByteBuffer payload) {
            if (event.program() == header.program() && event.number() == header.procedure()) {
                told.accept(event.decodeArgs(new XdrReader(payload.duplicate())));
            }
        }
    }

    private final List<Hearer<?>> hearers = new CopyOnWriteArrayList<>();

    <M extends XdrStruct> ConnectionWatch hear(Procedure<M, Nothing> event, Consumer<M> told) {
        Hearer<M> hearer = new Hearer<>(event, told);
        hearers.add(hearer);
        return () -> hearers.remove(hearer);
    }

    /// A message has come.
    void message(FrameHeader header, ByteBuffer payload) {
        for (Hearer<?> hearer : hearers) {
            hearer.offer(header, payload);
        }
    }
}
