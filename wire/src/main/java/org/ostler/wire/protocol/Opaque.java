package org.ostler.wire.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Immutable bytes: a migration cookie, a secret's value, a CPU map.
///
/// `toString` tells the size only, because some of them are secrets.
public final class Opaque {

    /// No bytes.
    public static final Opaque EMPTY = new Opaque(new byte[0]);

    private final byte[] bytes;

    private Opaque(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A copy of these bytes.
    public static Opaque of(byte... bytes) {
        return bytes.length == 0 ? EMPTY : new Opaque(bytes.clone());
    }

    /// Takes over an array that nobody else will change.
    static Opaque owning(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Opaque(bytes);
    }

    /// The number of bytes.
    public int size() {
        return bytes.length;
    }

    /// The byte at a position from 0.
    public byte get(int index) {
        return bytes[index];
    }

    /// A copy.
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /// A read-only view, without a copy.
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /// For the codec: the array itself.
    byte[] array() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Opaque that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
