package org.ostler.client.dial;

import org.ostler.wire.LocalTransport;
import org.ostler.wire.Transport;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// Over a unix socket of this machine. Which one is looked up again each time, since daemons come
/// and go.
record UnixWay(Supplier<Path> socket) implements Way {
    static UnixWay of(
            HostUri uri,
            UriParameters parameters,
            SocketMode mode,
            LocalMachine machine,
            boolean readOnly) {
        if (!uri.host().isEmpty()) {
            throw UriFaults.badPart(
                    parameters.uri(), "the host", uri.host(), "none with transport unix");
        }
        Optional<String> named = parameters.word("socket");
        if (named.isPresent()) {
            Path socket = Path.of(named.get());
            return new UnixWay(() -> socket);
        }
        return new UnixWay(() -> usual(uri, mode, machine, readOnly));
    }

    /// libvirt's places.
    private static Path usual(
            HostUri uri, SocketMode mode, LocalMachine machine, boolean readOnly) {
        Path folder = machine.socketFolder(uri.path().equals("/session"));
        String suffix = readOnly ? "-sock-ro" : "-sock";
        Path common = folder.resolve("libvirt" + suffix);
        String driver = uri.driver().toLowerCase(Locale.ROOT);
        Path own = folder.resolve("virt" + driver + "d" + suffix);
        return switch (mode) {
            case LEGACY -> common;
            case DIRECT -> own;
            case AUTO -> !driver.equals("remote") && machine.exists(own) ? own : common;
        };
    }

    @Override
    public Transport dial(Duration timeout) throws IOException {
        return LocalTransport.connect(socket.get(), timeout);
    }

    @Override
    public String description() {
        return "unix:" + socket.get();
    }
}
