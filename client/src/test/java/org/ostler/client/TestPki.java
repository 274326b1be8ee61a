package org.ostler.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Objects;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;

/// The certificates of the tests (`pki/make.sh` made them), as files and as a server's engine.
final class TestPki {
    private static final char[] NONE = new char[0];

    private TestPki() {}

    static Path file(String name) {
        try {
            return Path.of(
                    Objects.requireNonNull(TestPki.class.getResource("/pki/" + name)).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A client's folder, as `pkipath` names it.
    ///
    /// @param authority whom it trusts
    /// @param client whose certificate it shows; empty: none
    static Path clientFolder(Path folder, String authority, String client) {
        try {
            Files.copy(file(authority + ".pem"), folder.resolve("cacert.pem"));
            if (!client.isEmpty()) {
                Files.copy(file(client + "-cert.pem"), folder.resolve("clientcert.pem"));
                Files.copy(file(client + "-key.pem"), folder.resolve("clientkey.pem"));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An engine of a server that wants a certificate of the test authority.
    static SSLEngine server(String name) throws IOException {
        try {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, NONE);
            own.setCertificateEntry("authority", certificate("authority.pem"));
            String pem = Files.readString(file(name + "-key.pem")).replaceAll("-----.*-----", "");
            own.setKeyEntry(
                    "server",
                    KeyFactory.getInstance("RSA")
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem))),
                    NONE,
                    new Certificate[] {certificate(name + "-cert.pem")});
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(own, NONE);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(own);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(false);
            engine.setNeedClientAuth(true);
            return engine;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static Certificate certificate(String name)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file(name))) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
