package org.ostler.client.dial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.net.ssl.SSLParameters;

/// Which versions and ciphers of TLS may be used, from the part of GnuTLS's priority strings that
/// has a meaning for the JDK: a level (`NORMAL`, `SECURE128`, `SECURE192`, `SECURE256`, `PFS`),
/// then `+VERS-…`, `-VERS-…` and `-AES-128-GCM` and the like, separated by colons. Immutable.
///
/// Everything else is refused, since it would be taken for a restriction that does not hold.
///
/// @param versions the JDK's names; empty: what the JDK thinks right
/// @param unwanted parts of the names of cipher suites that shall not be used
record TlsPriority(List<String> versions, List<String> unwanted) {
    /// What the JDK thinks right.
    static final TlsPriority USUAL = new TlsPriority(List.of(), List.of());

    private static final List<String> MODERN = List.of("TLSv1.3", "TLSv1.2");
    private static final Map<String, String> VERSIONS =
            Map.of(
                    "VERS-TLS1.0", "TLSv1",
                    "VERS-TLS1.1", "TLSv1.1",
                    "VERS-TLS1.2", "TLSv1.2",
                    "VERS-TLS1.3", "TLSv1.3");
    private static final Set<String> ALL_VERSIONS = Set.copyOf(VERSIONS.values());
    private static final Map<String, String> CIPHERS =
            Map.of(
                    "AES-128-GCM", "AES_128_GCM",
                    "AES-256-GCM", "AES_256_GCM",
                    "AES-128-CBC", "AES_128_CBC",
                    "AES-256-CBC", "AES_256_CBC",
                    "CHACHA20-POLY1305", "CHACHA20",
                    "RSA", "TLS_RSA_",
                    "DHE-RSA", "TLS_DHE_RSA",
                    "ECDHE-RSA", "ECDHE_RSA",
                    "ECDHE-ECDSA", "ECDHE_ECDSA");
    private static final Map<String, List<String>> LEVELS =
            Map.of(
                    "NORMAL", List.of(),
                    "@SYSTEM", List.of(),
                    "@LIBVIRT", List.of(),
                    "@LIBVIRT,SYSTEM", List.of(),
                    "SECURE128", List.of(),
                    "SECURE192", List.of("AES_128"),
                    "SECURE256", List.of("AES_128"),
                    "PFS", List.of("TLS_RSA_"));

    /// @param uri for messages
    static TlsPriority parse(String uri, String text) {
        List<String> tokens = Arrays.asList(text.split(":", -1));
        List<String> level = LEVELS.get(tokens.getFirst());
        if (level == null) {
            throw bad(
                    uri,
                    text,
                    "to begin with one of " + LEVELS.keySet().stream().sorted().toList());
        }
        Set<String> versions = new LinkedHashSet<>(MODERN);
        List<String> unwanted = new ArrayList<>(level);
        for (String token : tokens.subList(1, tokens.size())) {
            if (!change(token, versions, unwanted)) {
                throw bad(
                        uri,
                        text,
                        "'"
                                + token
                                + "' to be +VERS-…, -VERS-… or a cipher taken away, as"
                                + " -AES-128-GCM");
            }
        }
        if (versions.isEmpty()) {
            throw bad(uri, text, "to leave one version of TLS at least");
        }
        return new TlsPriority(
                versions.equals(Set.copyOf(MODERN)) ? List.of() : List.copyOf(versions),
                List.copyOf(unwanted));
    }

    private static RuntimeException bad(String uri, String text, String expected) {
        return UriFaults.badValue(uri, "tls_priority", text, expected);
    }

    /// False when the token means nothing here.
    private static boolean change(String token, Set<String> versions, List<String> unwanted) {
        boolean add = token.startsWith("+");
        if (!add && !token.startsWith("-") && !token.startsWith("!")) {
            return false;
        }
        String name = token.substring(1);
        Set<String> named = named(name);
        if (!named.isEmpty()) {
            boolean _ = add ? versions.addAll(named) : versions.removeAll(named);
            return true;
        }
        String cipher = CIPHERS.get(name);
        if (cipher == null) {
            return false;
        }
        return add ? !unwanted.contains(cipher) : unwanted.add(cipher);
    }

    /// The versions that a name stands for; none when it is no version's.
    private static Set<String> named(String name) {
        if (name.equals("VERS-ALL") || name.equals("VERS-TLS-ALL")) {
            return ALL_VERSIONS;
        }
        String version = VERSIONS.get(name);
        return version == null ? Set.of() : Set.of(version);
    }

    /// Restricts what the engine would do.
    void apply(SSLParameters parameters) {
        if (!versions.isEmpty()) {
            parameters.setProtocols(versions.toArray(new String[0]));
        }
        if (!unwanted.isEmpty()) {
            parameters.setCipherSuites(
                    Arrays.stream(parameters.getCipherSuites())
                            .filter(suite -> unwanted.stream().noneMatch(suite::contains))
                            .toArray(String[]::new));
        }
    }
}
