package org.ostler.wire;

import org.ostler.posix.Fd;
import org.ostler.posix.UnixSocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Frames over a unix socket, with descriptors and the peer's credentials.
public final class UnixTransport implements Transport {
    private final UnixSocket socket;
    private final TransportPeer peer;

    public UnixTransport(UnixSocket socket) throws IOException {
        this.socket = socket;
        this.peer = new TransportPeer("unix:" + socket.fd().subject(), Optional.of(socket.peer()));
    }

    public static UnixTransport connect(Path path, Duration timeout) throws IOException {
        return new UnixTransport(UnixSocket.connect(path, timeout));
    }

    @Override
    public int read(ByteBuffer buffer, Consumer<Fd> descriptors) throws IOException {
        return socket.read(buffer, descriptors);
    }

    @Override
    public int tryRead(ByteBuffer buffer, Consumer<Fd> descriptors) throws IOException {
        return socket.tryRead(buffer, descriptors);
    }

    @Override
    public boolean limitReads(Duration timeout) throws IOException {
        socket.limitReads(timeout);
        return true;
    }

    @Override
    public Optional<Fd> pollable() {
        return Optional.of(socket.fd());
    }

    @Override
    public boolean awaitReadable(Duration timeout) throws IOException {
        return socket.awaitReadable(timeout);
    }

    @Override
    public int tryWrite(ByteBuffer buffer) throws IOException {
        return socket.tryWrite(buffer);
    }

    @Override
    public boolean awaitWritable(Duration timeout) throws IOException {
        return socket.awaitWritable(timeout);
    }

    @Override
    public boolean manyMayWait() {
        return true;
    }

    @Override
    public boolean passesDescriptors() {
        return true;
    }

    @Override
    public boolean trySendDescriptor(Fd passed) throws IOException {
        return socket.trySendDescriptor(passed);
    }

    @Override
    public TransportPeer peer() {
        return peer;
    }

    @Override
    public void close() {
        socket.close();
    }

    @Override
    public String toString() {
        return peer.description();
    }
}
