package org.ostler.wire;

import org.ostler.posix.Fd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// A connected stream of bytes, both ways, under the frames.
///
/// One thread reads; any thread may write, but writes must be kept apart by the caller. Blocking
/// methods block the calling thread and are meant for platform threads; `try…` methods never block.
/// All buffers are direct.
public interface Transport extends AutoCloseable {
    /// Reads, waiting until something is there.
    ///
    /// @param descriptors gets a descriptor that came with the last byte read, and must close it
    /// @return bytes read, at least 1 while the buffer has room and [#limitReads] sets no limit; -1
    ///   at the end of the stream
    int read(ByteBuffer buffer, Consumer<Fd> descriptors) throws IOException;

    /// As [#read] but 0 when nothing is there.
    int tryRead(ByteBuffer buffer, Consumer<Fd> descriptors) throws IOException;

    /// Bounds every [#read] from now on: it returns 0 when nothing has come for so long.
    ///
    /// @return false where that is not possible; then nothing has changed
    default boolean limitReads(Duration timeout) throws IOException {
        return false;
    }

    /// What can be polled for something to read, together with other connections; empty where there
    /// is no such descriptor. It stays this object's.
    default Optional<Fd> pollable() {
        return Optional.empty();
    }

    /// Waits until a read would not block; false after the timeout.
    boolean awaitReadable(Duration timeout) throws IOException;

    /// Whether bytes have been taken from the system that no read has returned yet, as those that a
    /// cipher has opened: nobody will be told of them by [#awaitReadable] who waits there already.
    default boolean holdsBytes() {
        return false;
    }

    /// Writes what fits without waiting; 0 when there is no room. What was not taken must be
    /// offered again before anything else.
    int tryWrite(ByteBuffer buffer) throws IOException;

    /// Waits until there is room to write or the peer is gone; false after the timeout.
    boolean awaitWritable(Duration timeout) throws IOException;

    /// Whether several threads may wait in [#awaitReadable] at one time.
    boolean manyMayWait();

    /// Whether descriptors can be sent and received; only unix sockets can.
    default boolean passesDescriptors() {
        return false;
    }

    /// Sends one descriptor with one zero byte, without waiting; false when there is no room.
    ///
    /// @throws UnsupportedOperationException unless [#passesDescriptors()]
    default boolean trySendDescriptor(Fd passed) throws IOException {
        throw new UnsupportedOperationException(peer().description() + " takes no descriptors");
    }

    /// Who is at the other end.
    TransportPeer peer();

    /// Ends the connection and wakes a thread that waits here; it sees the end of the stream or an
    /// exception. A second time does nothing.
    @Override
    void close();
}
