package org.ostler.cli;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// Where a command goes, read from a URI such as `qemu+unix:///system?socket=/run/x/libvirt-sock`.
///
/// @param driver `qemu`, `xen`, `test`; empty leaves the choice to the daemon
/// @param path what of the driver, e.g. `/system`
/// @param daemon whether a daemon is meant even where this process could be the host itself
/// @param socket the daemon's socket, where it is named
record Address(String driver, String path, boolean daemon, Optional<Path> socket) {
    /// Nothing is said.
    static final Address ANY = new Address("", "", true, Optional.empty());

    /// Reads one.
    static Address parse(String uri) throws UsageException {
        int colon = uri.indexOf("://");
        if (colon <= 0) {
            throw new UsageException(
                    "'" + uri + "' is no address; want one such as qemu:///system");
        }
        String scheme = uri.substring(0, colon);
        String rest = uri.substring(colon + 3);
        int query = rest.indexOf('?');
        String place = query < 0 ? rest : rest.substring(0, query);
        String transport = transport(scheme);
        if (!place.startsWith("/") || !(transport.isEmpty() || transport.equals("unix"))) {
            throw new UsageException(
                    "'" + uri + "': only daemons of this host are reached, over unix sockets");
        }
        Optional<Path> socket = query < 0 ? Optional.empty() : socket(rest.substring(query + 1));
        return new Address(
                driver(scheme), place, !transport.isEmpty() || socket.isPresent(), socket);
    }

    private static String transport(String scheme) {
        int plus = scheme.indexOf('+');
        return plus < 0 ? "" : scheme.substring(plus + 1);
    }

    private static String driver(String scheme) {
        int plus = scheme.indexOf('+');
        return plus < 0 ? scheme : scheme.substring(0, plus);
    }

    private static Optional<Path> socket(String query) throws UsageException {
        Optional<Path> socket = Optional.empty();
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            switch (name) {
                case "socket" ->
                        socket = Optional.of(Path.of(decoded(parameter.substring(equals + 1))));
                case "mode" -> {}
                default ->
                        throw new UsageException(
                                "an address has no parameter '" + name + "'; want 'socket'");
            }
        }
        return socket;
    }

    private static String decoded(String text) throws UsageException {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new UsageException("'" + text + "' has a wrong percent sign");
        }
    }

    /// The same place, but that driver of it.
    Address with(String otherDriver) {
        String otherPath =
                switch (otherDriver) {
                    case "test" -> "/default";
                    case "qemu" -> path.equals("/session") ? path : "/system";
                    default -> "/system";
                };
        return new Address(otherDriver, otherPath, true, socket);
    }

    /// Whether this process is the host itself.
    boolean inProcess() {
        return driver.equals("test") && !daemon;
    }

    /// Whether it is about the user's own daemon.
    boolean session() {
        return path.equals("/session");
    }

    /// As the daemon is asked for it.
    String uri() {
        return driver.isEmpty() ? "" : driver + "://" + path;
    }
}
