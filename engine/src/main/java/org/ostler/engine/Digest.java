package org.ostler.engine;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256. Pure.
final class Digest {
    /// How many digits a brief one has.
    static final int BRIEF = 16;

    private Digest() {}

    /// The digest as 64 lower-case hexadecimal digits.
    static String of(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /// Its first 16 digits: enough to tell one version of a file from another.
    static String brief(byte[] content) {
        return brief(of(content));
    }

    /// The first 16 digits of a digest.
    static String brief(String digest) {
        return digest.substring(0, BRIEF);
    }
}
