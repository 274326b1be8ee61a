package org.ostler.client.dial;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Layer;
import org.ostler.api.Origin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509CertSelector;
import java.util.EnumSet;
import java.util.List;

import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// Makes of a client's files whom it trusts and what it shows. Stateless.
final class TlsTrust {
    private static final char[] NO_PASSWORD = new char[0];

    private TlsTrust() {}

    /// @param verify whether the server's certificate is looked at
    /// @param uri for messages
    /// @throws Fault naming the file that cannot be used
    static SSLContext context(TlsFiles files, boolean verify, String uri) {
        try {
            TrustManager[] trust = verify ? trust(files, uri) : new TrustManager[] {Anybody.YES};
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(files, uri), trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw unusable(uri, files.authority(), e);
        }
    }

    private static TrustManager[] trust(TlsFiles files, String uri)
            throws GeneralSecurityException {
        KeyStore anchors = emptyStore();
        int n = 0;
        for (Certificate authority : certificates(files.authority(), uri)) {
            anchors.setCertificateEntry("authority" + n++, authority);
        }
        PKIXBuilderParameters rules = new PKIXBuilderParameters(anchors, new X509CertSelector());
        rules.setRevocationEnabled(false);
        if (Files.exists(files.revoked())) {
            addRevocations(rules, files.revoked(), uri);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(rules));
        return factory.getTrustManagers();
    }

    /// Refuses what the list names; a certificate that no list speaks of is fine, and nobody on the
    /// network is asked.
    private static void addRevocations(PKIXBuilderParameters rules, Path list, String uri)
            throws GeneralSecurityException {
        try {
            rules.addCertStore(
                    CertStore.getInstance(
                            "Collection",
                            new CollectionCertStoreParameters(PemFile.read(list).revocations())));
        } catch (IOException e) {
            throw unusable(uri, list, e);
        }
        PKIXRevocationChecker checker =
                (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
        checker.setOptions(
                EnumSet.of(
                        PKIXRevocationChecker.Option.PREFER_CRLS,
                        PKIXRevocationChecker.Option.NO_FALLBACK,
                        PKIXRevocationChecker.Option.SOFT_FAIL));
        rules.addCertPathChecker(checker);
    }

    /// Without a certificate of its own a client shows none, and the server decides.
    private static KeyManager[] keys(TlsFiles files, String uri) throws GeneralSecurityException {
        if (!Files.exists(files.certificate()) && !Files.exists(files.key())) {
            return new KeyManager[0];
        }
        List<? extends Certificate> chain = certificates(files.certificate(), uri);
        KeyStore own = emptyStore();
        try {
            own.setKeyEntry(
                    "client",
                    PemFile.read(files.key()).privateKey(),
                    NO_PASSWORD,
                    chain.toArray(new Certificate[0]));
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(uri, files.key(), e);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(own, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static List<? extends Certificate> certificates(Path file, String uri) {
        try {
            return PemFile.read(file).certificates();
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(uri, file, e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, NO_PASSWORD);
        } catch (IOException cannotBe) {
            throw new GeneralSecurityException(cannotBe);
        }
        return store;
    }

    private static Fault unusable(String uri, Path file, Exception why) {
        String text = why.getClass().getSimpleName() + ": " + why.getMessage();
        return Fault.builder(
                        FaultCode.GNUTLS_ERROR,
                        FaultDomain.RPC,
                        "cannot use '" + file + "' for " + uri + ": " + text)
                .origin(Origin.of(Layer.OS, "read", file.toString(), "", text))
                .build();
    }
}
