package org.ostler.client.dial;

import java.util.List;
import java.util.Optional;

/// What runs on the far side of ssh: virt-ssh-helper, which finds the daemon by the URI, or netcat,
/// which is told the socket.
///
/// As with libvirt's own client (observed), a URI that names a netcat or a socket means netcat; one
/// that says nothing takes the helper where there is one. The helper chooses the socket by itself
/// (observed with 9.0), so the two do not go together. The netcat of a session goes to the user's
/// own daemon, which libvirt's client does not do.
///
/// @param helper empty: not to be used
/// @param netcat empty: not to be used
record SshProxy(Optional<String> helper, Optional<String> netcat) {
    static SshProxy of(HostUri uri, UriParameters parameters, String driver, boolean readOnly) {
        String wanted = parameters.choice("proxy", List.of("auto", "netcat", "native"));
        Optional<String> netcat = parameters.word("netcat");
        Optional<String> socket = parameters.word("socket");
        String helper =
                "exec virt-ssh-helper "
                        + (readOnly ? "-r " : "")
                        + quoted(driver.isEmpty() ? "remote:///" : driver);
        String relay =
                netcat(
                        netcat.orElse("nc"),
                        socket.map(SshProxy::quoted).orElseGet(() -> usualSocket(uri, readOnly)));
        return switch (wanted) {
            case "netcat" -> new SshProxy(Optional.empty(), Optional.of(relay));
            case "native" -> {
                refuse(parameters, netcat, "netcat");
                refuse(parameters, socket, "socket");
                yield new SshProxy(Optional.of(helper), Optional.empty());
            }
            default ->
                    netcat.isPresent() || socket.isPresent()
                            ? new SshProxy(Optional.empty(), Optional.of(relay))
                            : new SshProxy(Optional.of(helper), Optional.of(relay));
        };
    }

    private static void refuse(UriParameters parameters, Optional<String> given, String name) {
        if (given.isPresent()) {
            throw UriFaults.misplaced(
                    parameters.uri(), name, "does not go together with proxy=native");
        }
    }

    /// A netcat that can be told so ends together with ssh; others wait for the daemon to hang up.
    private static String netcat(String program, String socket) {
        String nc = quoted(program);
        return "q=; case $("
                + nc
                + " -h 2>&1) in *'-q '*) q=-q0;; esac; exec "
                + nc
                + " $q -U "
                + socket;
    }

    private static String usualSocket(HostUri uri, boolean readOnly) {
        String name = "libvirt/libvirt-sock" + (readOnly ? "-ro" : "");
        if (!uri.path().equals("/session")) {
            return "/run/" + name;
        }
        return "\"${XDG_RUNTIME_DIR:-/run/user/$(id -u)}/" + name + "\"";
    }

    /// The command line for the far side, whose login shell may be any: it is asked for no more
    /// than single quotes.
    String command() {
        String script =
                helper.map(
                                first ->
                                        netcat.map(
                                                        second ->
                                                                "if command -v virt-ssh-helper"
                                                                        + " >/dev/null 2>&1; then "
                                                                        + first
                                                                        + "; fi; "
                                                                        + second)
                                                .orElse(first))
                        .or(() -> netcat)
                        .orElseThrow();
        return "sh -c " + quoted(script);
    }

    /// One word of a shell's command line.
    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
