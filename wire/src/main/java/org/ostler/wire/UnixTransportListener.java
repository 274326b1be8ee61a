package org.ostler.wire;

import org.ostler.posix.UnixListener;
import org.ostler.posix.UnixSocket;

import java.io.IOException;
import java.util.Optional;

/// Accepts on a unix socket.
public final class UnixTransportListener implements TransportListener {
    private final UnixListener listener;

    public UnixTransportListener(UnixListener listener) {
        this.listener = listener;
    }

    @Override
    public Optional<Transport> accept() throws IOException {
        Optional<UnixSocket> socket = listener.accept();
        return socket.isPresent()
                ? Optional.of(new UnixTransport(socket.orElseThrow()))
                : Optional.empty();
    }

    @Override
    public String description() {
        return "unix:" + listener.path();
    }

    @Override
    public void close() {
        listener.close();
    }
}
