package org.ostler.client.dial;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.spec.InvalidKeySpecException;

/// Wraps private keys of older forms as PKCS #8 (RFC 5208), the only one that the JDK reads: PKCS
/// #1 for RSA (RFC 8017), SEC 1 for elliptic curves (RFC 5915).
final class DerKey {
    private static final byte INTEGER = 0x02;
    private static final byte OCTETS = 0x04;
    private static final byte SEQUENCE = 0x30;

    /// The tag of a SEC 1 key's parameters, which are the curve's name.
    private static final byte PARAMETERS = (byte) 0xa0;

    private static final byte[] VERSION_0 = {INTEGER, 1, 0};

    /// 1.2.840.113549.1.1.1 and NULL.
    private static final byte[] RSA = {
        0x06, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 0x05, 0
    };

    /// 1.2.840.10045.2.1.
    private static final byte[] EC = {0x06, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

    private DerKey() {}

    static byte[] fromPkcs1(byte[] key) {
        return element(SEQUENCE, VERSION_0, element(SEQUENCE, RSA), element(OCTETS, key));
    }

    static byte[] fromSec1(byte[] key) throws InvalidKeySpecException {
        return element(
                SEQUENCE, VERSION_0, element(SEQUENCE, EC, curve(key)), element(OCTETS, key));
    }

    /// The encoded name of the curve.
    private static byte[] curve(byte[] key) throws InvalidKeySpecException {
        try {
            ByteBuffer in = ByteBuffer.wrap(key);
            byte outer = in.get();
            int end = length(in);
            while (outer == SEQUENCE && end > 0 && in.hasRemaining()) {
                byte tag = in.get();
                byte[] content = new byte[Math.min(length(in), in.remaining())];
                in.get(content);
                if (tag == PARAMETERS) {
                    return content;
                }
            }
        } catch (BufferUnderflowException e) {
            throw new InvalidKeySpecException("its key is cut off", e);
        }
        throw new InvalidKeySpecException("its key does not name its curve");
    }

    private static int length(ByteBuffer in) throws InvalidKeySpecException {
        int first = Byte.toUnsignedInt(in.get());
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int n = first & 0x7f; n > 0; n--) {
            if (length > 0xffff) {
                throw new InvalidKeySpecException("its key is too long");
            }
            length = length << 8 | Byte.toUnsignedInt(in.get());
        }
        return length;
    }

    private static byte[] element(byte tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 4);
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
