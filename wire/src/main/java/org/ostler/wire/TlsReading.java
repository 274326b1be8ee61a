package org.ostler.wire;

import org.ostler.posix.Fd;

import java.io.IOException;
import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/// Opens what arrives over TLS.
///
/// Bytes pass through two buffers: `sealed`, what came from the network, and `open`, what did not
/// fit into the reader's buffer. One thread reads at a time, as of every [Transport]; the lock only
/// makes its buffers visible to the next one and to [#holdsBytes].
final class TlsReading {
    /// What came of an attempt to go on with a handshake.
    enum Progress {
        /// More bytes of the peer are needed.
        STARVED,
        /// Something has been done.
        MOVED
    }

    private final Transport below;
    private final SSLEngine engine;
    private final TlsWriting writing;

    // Guarded by this; both are kept ready to be read from.
    private ByteBuffer sealed;
    private ByteBuffer open;

    /// Whether the bytes in `sealed` are known to be too few for a record.
    private boolean starved = true;

    private boolean ended;

    TlsReading(Transport below, SSLEngine engine, TlsWriting writing) {
        this.below = below;
        this.engine = engine;
        this.writing = writing;
        this.sealed = ByteBuffer.allocateDirect(engine.getSession().getPacketBufferSize()).limit(0);
        this.open = ByteBuffer.allocate(0);
    }

    static void runTasks(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask();
                task != null;
                task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /// One step of the handshake.
    synchronized Progress handshake() throws IOException {
        if (starved && fill() == 0) {
            return Progress.STARVED;
        }
        if (ended) {
            throw new IOException("the peer closed the connection during the TLS handshake");
        }
        unwrap();
        return Progress.MOVED;
    }

    synchronized boolean holdsBytes() {
        return open.hasRemaining() || (sealed.hasRemaining() && !starved);
    }

    /// Reads without waiting; the count is that of [Transport#tryRead].
    synchronized int read(ByteBuffer target) throws IOException {
        int before = target.position();
        while (target.hasRemaining()) {
            if (open.hasRemaining()) {
                move(target);
            } else if (ended) {
                break;
            } else if (starved) {
                if (fill() == 0) {
                    break;
                }
            } else {
                unwrapInto(target);
            }
        }
        int n = target.position() - before;
        return n == 0 && ended && target.hasRemaining() ? -1 : n;
    }

    private void move(ByteBuffer target) {
        int n = Math.min(open.remaining(), target.remaining());
        target.put(target.position(), open, open.position(), n);
        target.position(target.position() + n);
        open.position(open.position() + n);
    }

    /// Takes what the network has; bytes taken, 0 when there were none. At the end it says so.
    private int fill() throws IOException {
        sealed.compact();
        int n;
        try {
            n = below.tryRead(sealed, Fd::close);
        } finally {
            sealed.flip();
        }
        if (n < 0) {
            ended = true;
            starved = true;
            return -1;
        }
        starved = n == 0;
        return n;
    }

    /// Straight into the reader's buffer where a whole record has room there.
    private void unwrapInto(ByteBuffer target) throws IOException {
        if (target.remaining() >= engine.getSession().getApplicationBufferSize()) {
            after(engine.unwrap(sealed, target));
        } else {
            unwrap();
        }
    }

    private void unwrap() throws IOException {
        if (open.capacity() < engine.getSession().getApplicationBufferSize()) {
            open = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        }
        open.clear();
        SSLEngineResult result;
        try {
            result = engine.unwrap(sealed, open);
        } finally {
            open.flip();
        }
        after(result);
    }

    private void after(SSLEngineResult result) throws IOException {
        switch (result.getStatus()) {
            case BUFFER_UNDERFLOW -> {
                starved = true;
                growIfFull();
            }
            case CLOSED -> {
                ended = true;
                starved = true;
            }
            case OK -> starved = !sealed.hasRemaining();
            case BUFFER_OVERFLOW ->
                    throw new IOException("a TLS record is larger than its session allows");
        }
        HandshakeStatus status = result.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_TASK) {
            runTasks(engine);
        }
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP_AGAIN) {
            starved = false;
        }
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && writing.established()) {
            // The peer changes its keys and wants an answer.
            writing.sealNothing();
        }
    }

    private void growIfFull() {
        int packet = engine.getSession().getPacketBufferSize();
        if (sealed.capacity() < packet) {
            sealed = ByteBuffer.allocateDirect(packet).put(sealed).flip();
        }
    }
}
