package org.ostler.client.dial;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CRL;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The blocks of a PEM file (RFC 7468): certificates, revocations, or a private key as PKCS #8, or
/// in the older forms that certtool and openssl still write. Immutable.
record PemFile(Path path, List<Block> blocks) {
    private static final long MAX_BYTES = 4L << 20;
    private static final Pattern BLOCK =
            Pattern.compile(
                    "-----BEGIN ([A-Z0-9 ]+)-----\\s*([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    /// One block.
    ///
    /// @param label as `CERTIFICATE`
    private record Block(String label, String base64) {
        byte[] der() {
            return Base64.getMimeDecoder().decode(base64);
        }
    }

    static PemFile read(Path path) throws IOException {
        if (Files.size(path) > MAX_BYTES) {
            throw new IOException(path + " is larger than any file of certificates");
        }
        // What is not ASCII can only stand between the blocks.
        Matcher m = BLOCK.matcher(Files.readString(path, StandardCharsets.ISO_8859_1));
        List<Block> blocks = new ArrayList<>();
        while (m.find()) {
            Block block = new Block(m.group(1), m.group(2));
            try {
                byte[] _ = block.der();
            } catch (IllegalArgumentException e) {
                throw new IOException(path + " has a block that is not base64", e);
            }
            blocks.add(block);
        }
        return new PemFile(path, List.copyOf(blocks));
    }

    /// All certificates, at least one.
    List<? extends Certificate> certificates() throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> all = new ArrayList<>();
        for (Block block : blocks) {
            if (block.label.endsWith("CERTIFICATE")) {
                all.add(factory.generateCertificate(new ByteArrayInputStream(block.der())));
            }
        }
        if (all.isEmpty()) {
            throw new CertificateException("there is no certificate in it");
        }
        return all;
    }

    Collection<? extends CRL> revocations() throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<CRL> all = new ArrayList<>();
        for (Block block : blocks) {
            if (block.label.equals("X509 CRL")) {
                all.add(factory.generateCRL(new ByteArrayInputStream(block.der())));
            }
        }
        return all;
    }

    /// The one private key.
    PrivateKey privateKey() throws GeneralSecurityException {
        for (Block block : blocks) {
            switch (block.label) {
                case "PRIVATE KEY" -> {
                    return key(block.der());
                }
                case "RSA PRIVATE KEY" -> {
                    return key(DerKey.fromPkcs1(block.der()));
                }
                case "EC PRIVATE KEY" -> {
                    return key(DerKey.fromSec1(block.der()));
                }
                case "ENCRYPTED PRIVATE KEY" ->
                        throw new InvalidKeySpecException("its key is encrypted");
                default -> {}
            }
        }
        throw new InvalidKeySpecException("there is no private key in it");
    }

    private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException otherAlgorithm) {
                // The next may know it.
            }
        }
        throw new InvalidKeySpecException("its key is of none of the kinds " + ALGORITHMS);
    }
}
