package org.ostler.client.dial;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// How a URI wants its server to be reached.
public enum TransportKind {
    UNIX("unix"),
    TCP("tcp"),
    TLS("tls"),
    SSH("ssh"),
    /// A command of the user's.
    EXT("ext"),
    /// libvirt's name for ssh by a library; here it is the same process as for [#SSH].
    LIBSSH("libssh"),
    /// As [#LIBSSH].
    LIBSSH2("libssh2");

    private final String word;

    TransportKind(String word) {
        this.word = word;
    }

    /// As it is written behind the `+`.
    public String word() {
        return word;
    }

    /// @param word empty when the URI names none
    static TransportKind of(String uri, String word, boolean host) {
        if (word.isEmpty()) {
            return host ? TLS : UNIX;
        }
        String lower = word.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(kind -> kind.word.equals(lower))
                .findFirst()
                .orElseThrow(() -> UriFaults.badPart(uri, "the transport", word, all()));
    }

    private static String all() {
        return Arrays.stream(values()).map(TransportKind::word).collect(Collectors.joining("|"));
    }
}
