package org.ostler.client.dial;

import org.ostler.api.Fault;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The parameters of a URI that say how to reach the server. The rest is the driver's.
///
/// As with libvirt's own client (observed): what it does not know goes on to the server; what it
/// knows never does, also where this transport has no use for it; of two values the last counts;
/// flags are numbers, and 0 is off.
final class UriParameters {
    private static final Set<String> KNOWN =
            Set.of(
                    "name",
                    "command",
                    "socket",
                    "mode",
                    "proxy",
                    "netcat",
                    "keyfile",
                    "no_verify",
                    "no_tty",
                    "no_sanity",
                    "known_hosts",
                    "known_hosts_verify",
                    "sshauth",
                    "pkipath",
                    "tls_priority");

    private final String uri;
    private final List<HostUri.Parameter> all;
    private final Set<String> asked = new LinkedHashSet<>();

    /// @param uri for messages
    UriParameters(String uri, List<HostUri.Parameter> all) {
        this.uri = uri;
        this.all = all;
    }

    String uri() {
        return uri;
    }

    /// Its value, if it is given.
    Optional<String> text(String name) {
        asked.add(name);
        return all.stream()
                .filter(p -> p.name().equals(name))
                .reduce((_, later) -> later)
                .map(HostUri.Parameter::value);
    }

    /// Its value, which must say something if it is given.
    Optional<String> word(String name) {
        Optional<String> text = text(name);
        if (text.isPresent() && text.get().isEmpty()) {
            throw UriFaults.badValue(uri, name, "", "something");
        }
        return text;
    }

    /// Whether it is given and not 0.
    ///
    /// @throws Fault when it is not a number
    boolean flag(String name) {
        String text = text(name).orElse("0");
        try {
            return Integer.parseInt(text) != 0;
        } catch (NumberFormatException e) {
            throw UriFaults.badValue(uri, name, text, "0 or 1");
        }
    }

    /// Which of some words it is; the first when it is not given.
    String choice(String name, List<String> words) {
        String text = text(name).orElse(words.getFirst());
        if (!words.contains(text)) {
            throw UriFaults.badValue(uri, name, text, String.join("|", words));
        }
        return text;
    }

    /// What is left for the driver, as it was written.
    String rest() {
        return all.stream()
                .filter(p -> !KNOWN.contains(p.name()))
                .map(HostUri.Parameter::raw)
                .collect(Collectors.joining("&"));
    }

    /// Those that are known and given and nobody has asked for.
    List<String> idle() {
        return all.stream()
                .map(HostUri.Parameter::name)
                .filter(name -> KNOWN.contains(name) && !asked.contains(name))
                .distinct()
                .toList();
    }
}
