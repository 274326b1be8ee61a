package org.ostler.wire;

import org.ostler.posix.Fd;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/// Frames over TLS, on top of another transport.
///
/// [TlsReading] opens what arrives and [TlsWriting] seals what goes out; the engine allows both at
/// once, and each has a lock of its own that is held for no longer than a system call that does not
/// block. After the handshake a libvirt server checks the client's certificate and then sends one
/// byte, 1, before any frame (observed); [#client] waits for it, so that a refusal is told as one.
public final class TlsTransport implements Transport {
    private static final byte ADMITTED = 1;

    private final Transport below;
    private final SSLEngine engine;
    private final TlsReading reading;
    private final TlsWriting writing;
    private final TransportPeer peer;

    private TlsTransport(Transport below, SSLEngine engine) {
        this.below = below;
        this.engine = engine;
        this.writing = new TlsWriting(below, engine);
        this.reading = new TlsReading(below, engine, writing);
        this.peer = new TransportPeer("tls+" + below.peer().description(), Optional.empty());
    }

    /// Shakes hands as a client of a libvirt server and waits to be admitted. Blocks, for `timeout`
    /// at most; closes the transport below when it fails.
    ///
    /// @param engine in client mode, with all its parameters
    /// @throws SSLException when one side does not trust the other
    public static TlsTransport client(Transport below, SSLEngine engine, Duration timeout)
            throws IOException {
        return established(
                below,
                engine,
                timeout,
                (tls, deadline) -> {
                    ByteBuffer one = ByteBuffer.allocateDirect(1);
                    tls.readFully(one, deadline);
                    if (one.get(0) != ADMITTED) {
                        throw new SSLException("the server did not admit this client");
                    }
                });
    }

    /// Shakes hands as a server and tells the client that it is admitted. As [#client] otherwise.
    ///
    /// @param engine in server mode; it has to require a certificate if there must be one
    public static TlsTransport server(Transport below, SSLEngine engine, Duration timeout)
            throws IOException {
        return established(
                below,
                engine,
                timeout,
                (tls, deadline) -> {
                    ByteBuffer one = ByteBuffer.allocateDirect(1).put(ADMITTED).flip();
                    while (tls.tryWrite(one) == 0) {
                        tls.await(tls.below.awaitWritable(left(deadline)), deadline);
                    }
                });
    }

    private interface Greeting {
        void exchange(TlsTransport tls, long deadlineNanos) throws IOException;
    }

    private static TlsTransport established(
            Transport below, SSLEngine engine, Duration timeout, Greeting greeting)
            throws IOException {
        TlsTransport tls = new TlsTransport(below, engine);
        boolean done = false;
        try {
            long deadline = System.nanoTime() + timeout.toNanos();
            engine.beginHandshake();
            tls.shakeHands(deadline);
            greeting.exchange(tls, deadline);
            done = true;
            return tls;
        } finally {
            if (!done) {
                tls.close();
            }
        }
    }

    private void shakeHands(long deadline) throws IOException {
        HandshakeStatus status = engine.getHandshakeStatus();
        while (status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED) {
            switch (status) {
                case NEED_TASK -> TlsReading.runTasks(engine);
                case NEED_WRAP -> send(deadline);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> receive(deadline);
                case NOT_HANDSHAKING, FINISHED -> {}
            }
            status = engine.getHandshakeStatus();
        }
        while (!writing.flush()) {
            await(below.awaitWritable(left(deadline)), deadline);
        }
    }

    private void send(long deadline) throws IOException {
        while (!writing.flush()) {
            await(below.awaitWritable(left(deadline)), deadline);
        }
        writing.sealNothing();
    }

    private void receive(long deadline) throws IOException {
        while (!writing.flush()) {
            await(below.awaitWritable(left(deadline)), deadline);
        }
        if (reading.handshake() == TlsReading.Progress.STARVED) {
            await(below.awaitReadable(left(deadline)), deadline);
        }
    }

    private void readFully(ByteBuffer target, long deadline) throws IOException {
        while (target.hasRemaining()) {
            int n = tryRead(target, Fd::close);
            if (n < 0) {
                throw new SSLPeerUnverifiedException(
                        "the server hung up after the handshake, as it does when it does not"
                                + " accept the client's certificate");
            }
            if (n == 0) {
                await(awaitReadable(left(deadline)), deadline);
            }
        }
    }

    private void await(boolean ready, long deadline) throws IOException {
        if (!ready && System.nanoTime() >= deadline) {
            throw new SocketTimeoutException(
                    "the TLS handshake with " + below.peer().description() + " took too long");
        }
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    @Override
    public int read(ByteBuffer buffer, Consumer<Fd> descriptors) throws IOException {
        for (; ; ) {
            int n = tryRead(buffer, descriptors);
            if (n != 0 || !buffer.hasRemaining()) {
                return n;
            }
            var _ = awaitReadable(Duration.ofMinutes(10));
        }
    }

    @Override
    public int tryRead(ByteBuffer buffer, Consumer<Fd> descriptors) throws IOException {
        return reading.read(buffer);
    }

    @Override
    public boolean holdsBytes() {
        return reading.holdsBytes();
    }

    @Override
    public boolean awaitReadable(Duration timeout) throws IOException {
        return reading.holdsBytes() || below.awaitReadable(timeout);
    }

    @Override
    public int tryWrite(ByteBuffer buffer) throws IOException {
        return writing.write(buffer);
    }

    @Override
    public boolean awaitWritable(Duration timeout) throws IOException {
        return below.awaitWritable(timeout);
    }

    @Override
    public boolean manyMayWait() {
        return below.manyMayWait();
    }

    @Override
    public TransportPeer peer() {
        return peer;
    }

    /// Says goodbye if that does not have to wait.
    @Override
    public void close() {
        writing.close();
        below.close();
    }

    @Override
    public String toString() {
        return peer.description();
    }
}
