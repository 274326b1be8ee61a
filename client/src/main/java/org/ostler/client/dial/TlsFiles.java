package org.ostler.client.dial;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where the certificates of a client are, by libvirt's rules (observed with 9.0): all in one
/// folder if the URI names it; else in the user's own, unless he is root or has none of them there;
/// else at the machine's places.
///
/// @param authority who signs servers
/// @param revoked its list of revoked certificates, if there is one
/// @param certificate the client's
/// @param key the client's
record TlsFiles(Path authority, Path revoked, Path certificate, Path key) {
    static TlsFiles find(Optional<String> folder, LocalMachine machine) {
        if (folder.isPresent()) {
            return in(Path.of(folder.get()));
        }
        Path own = machine.home().resolve(".pki/libvirt");
        if (Files.isDirectory(own) && !machine.root().get() && in(own).areThere()) {
            return in(own);
        }
        Path pki = machine.pki();
        return new TlsFiles(
                pki.resolve("CA/cacert.pem"),
                pki.resolve("CA/cacrl.pem"),
                pki.resolve("libvirt/clientcert.pem"),
                pki.resolve("libvirt/private/clientkey.pem"));
    }

    private static TlsFiles in(Path folder) {
        return new TlsFiles(
                folder.resolve("cacert.pem"),
                folder.resolve("cacrl.pem"),
                folder.resolve("clientcert.pem"),
                folder.resolve("clientkey.pem"));
    }

    private boolean areThere() {
        return Files.exists(authority) || Files.exists(certificate) || Files.exists(key);
    }
}
