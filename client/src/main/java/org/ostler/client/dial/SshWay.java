package org.ostler.client.dial;

import org.ostler.wire.ProcessTransport;
import org.ostler.wire.Transport;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Over ssh, as a process: whatever the user's ssh can do (agents, jump hosts, configuration) works
/// here too. On the far side [SshProxy] says what connects ssh to the daemon.
///
/// @param command the whole command line
/// @param target for messages
record SshWay(List<String> command, String target) implements Way {
    static SshWay of(
            HostUri uri,
            UriParameters parameters,
            SocketMode mode,
            String driver,
            boolean readOnly) {
        if (mode == SocketMode.DIRECT) {
            throw UriFaults.unsupported(
                    parameters.uri(),
                    "mode",
                    "mode=direct is not possible over ssh: the far side chooses the socket");
        }
        String remote = SshProxy.of(uri, parameters, driver, readOnly).command();
        List<String> command = new ArrayList<>();
        command.add(parameters.word("command").orElse("ssh"));
        OptionalInt port = uri.port();
        if (port.isPresent()) {
            command.addAll(List.of("-p", Integer.toString(port.getAsInt())));
        }
        uri.user().ifPresent(user -> command.addAll(List.of("-l", user)));
        parameters.word("keyfile").ifPresent(file -> command.addAll(List.of("-i", file)));
        // No terminal there, and no escapes in the stream.
        command.addAll(List.of("-T", "-e", "none"));
        if (parameters.flag("no_tty")) {
            option(command, "BatchMode=yes");
        }
        trust(command, parameters);
        // The host comes behind the end of options, whatever it is called.
        command.addAll(List.of("--", uri.hostOrThis(), remote));
        return new SshWay(List.copyOf(command), target(uri));
    }

    private static void option(List<String> command, String option) {
        command.addAll(List.of("-o", option));
    }

    /// `no_verify` is libvirt's for ssh; the other three are its words for ssh by a library, said
    /// to the program in the program's words.
    private static void trust(List<String> command, UriParameters parameters) {
        String verify =
                parameters.choice("known_hosts_verify", List.of("normal", "auto", "ignore"));
        if (parameters.flag("no_verify") || verify.equals("ignore")) {
            option(command, "StrictHostKeyChecking=no");
        } else if (verify.equals("auto")) {
            option(command, "StrictHostKeyChecking=accept-new");
        }
        parameters
                .word("known_hosts")
                .ifPresent(file -> option(command, "UserKnownHostsFile=" + file));
        parameters
                .word("sshauth")
                .ifPresent(
                        ways ->
                                option(
                                        command,
                                        "PreferredAuthentications=" + methods(parameters, ways)));
    }

    private static String methods(UriParameters parameters, String ways) {
        List<String> methods = new ArrayList<>();
        for (String way : ways.split(",", -1)) {
            String method =
                    switch (way) {
                        case "agent", "privkey" -> "publickey";
                        case "password", "keyboard-interactive" -> way;
                        default ->
                                throw UriFaults.badValue(
                                        parameters.uri(),
                                        "sshauth",
                                        ways,
                                        "a list of agent, privkey, password and"
                                                + " keyboard-interactive");
                    };
            if (!methods.contains(method)) {
                methods.add(method);
            }
        }
        return String.join(",", methods);
    }

    private static String target(HostUri uri) {
        OptionalInt port = uri.port();
        return uri.user().map(user -> user + "@").orElse("")
                + (port.isPresent() ? uri.target(port.getAsInt()) : uri.hostOrThis());
    }

    @Override
    public Transport dial(Duration timeout) throws IOException {
        return ProcessTransport.start(command);
    }

    @Override
    public String description() {
        return "ssh://" + target;
    }
}
