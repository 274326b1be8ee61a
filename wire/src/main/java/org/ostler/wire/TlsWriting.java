package org.ostler.wire;

import java.io.IOException;
import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/// Seals what goes out over TLS.
///
/// Bytes that have been sealed must go out whole, but the network may have no room for them. They
/// are then kept in `sealed`, and the writer is not told that their source was taken until the last
/// of them has gone: so whoever offers the rest again, as [Transport#tryWrite] demands, is also who
/// sends it.
final class TlsWriting {
    private final Transport below;
    private final SSLEngine engine;

    // Guarded by this; kept ready to be read from.
    private ByteBuffer sealed;

    /// Bytes of the writer's that are sealed but not yet told as taken.
    private int untold;

    private boolean established;
    private boolean closed;

    TlsWriting(Transport below, SSLEngine engine) {
        this.below = below;
        this.engine = engine;
        this.sealed = ByteBuffer.allocateDirect(engine.getSession().getPacketBufferSize()).limit(0);
    }

    /// Sends what is sealed, as far as there is room; whether all has gone.
    synchronized boolean flush() throws IOException {
        while (sealed.hasRemaining()) {
            if (below.tryWrite(sealed) == 0) {
                return false;
            }
        }
        return true;
    }

    /// Whether data has been sent: the handshake is over.
    synchronized boolean established() {
        return established;
    }

    /// Seals what the engine itself has to say, and sends it as far as there is room.
    synchronized void sealNothing() throws IOException {
        if (closed) {
            return;
        }
        seal(ByteBuffer.allocate(0));
        flush();
    }

    /// Takes and sends what there is room for; the count is that of [Transport#tryWrite].
    synchronized int write(ByteBuffer source) throws IOException {
        int before = source.position();
        while (flush()) {
            established = true;
            source.position(source.position() + untold);
            untold = 0;
            if (!source.hasRemaining()) {
                break;
            }
            untold = seal(source.duplicate());
            if (untold == 0 && !sealed.hasRemaining()) {
                throw new SSLException("the peer wants to shake hands anew, which is not done");
            }
        }
        return source.position() - before;
    }

    /// Seals one record; how many bytes of the source went into it.
    private int seal(ByteBuffer source) throws SSLException {
        int taken = 0;
        for (boolean again = true; again; ) {
            sealed.compact();
            SSLEngineResult result;
            try {
                result = engine.wrap(source, sealed);
            } finally {
                sealed.flip();
            }
            taken += result.bytesConsumed();
            again = result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW;
            if (again) {
                int more = sealed.remaining() + engine.getSession().getPacketBufferSize();
                sealed = ByteBuffer.allocateDirect(more).put(sealed).flip();
            } else if (result.getStatus() == SSLEngineResult.Status.CLOSED && !closed) {
                throw new SSLException("the TLS session has ended");
            }
        }
        return taken;
    }

    synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            engine.closeOutbound();
            seal(ByteBuffer.allocate(0));
            flush();
        } catch (IOException gone) {
            // The peer was faster.
        }
    }
}
