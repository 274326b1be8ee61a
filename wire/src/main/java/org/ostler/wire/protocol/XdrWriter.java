package org.ostler.wire.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/// Writes XDR (RFC 4506) as libvirt expects it, into a heap buffer that grows up to a limit.
///
/// Members over their limit are refused with an [XdrException] before anything of them is written.
/// Text goes straight into the buffer. Not thread-safe; can be used again after [#clear].
public final class XdrWriter {

    /// The most that a payload may take: 32 MiB less the 24 bytes of a frame's header.
    public static final int PAYLOAD_MAX = 33_554_408;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final XdrPath path = new XdrPath();
    private final int limit;
    private byte[] out;
    private int size;

    /// A writer for one payload.
    public XdrWriter() {
        this(256, PAYLOAD_MAX);
    }

    /// @param initialCapacity bytes to start with
    /// @param limit bytes that it never grows over
    public XdrWriter(int initialCapacity, int limit) {
        this.limit = limit;
        out = new byte[Math.min(initialCapacity, limit)];
    }

    /// The bytes written so far.
    public int size() {
        return size;
    }

    /// Forgets what was written, and keeps the buffer.
    public void clear() {
        size = 0;
        path.clear();
    }

    /// A copy of what was written.
    public byte[] toByteArray() {
        return Arrays.copyOf(out, size);
    }

    /// A view of what was written, valid until the next write.
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(out, 0, size).slice();
    }

    /// Leaves room of `bytes` zeros, as for a header that is filled in later with [#setInteger].
    public void skip(int bytes) {
        room("", bytes);
        Arrays.fill(out, size, size + bytes, (byte) 0);
        size += bytes;
    }

    /// Overwrites four bytes that were written before.
    public void setInteger(int offset, int value) {
        if (offset + Integer.BYTES > size) {
            throw new IndexOutOfBoundsException(offset + " is behind the end, " + size);
        }
        INT.set(out, offset, value);
    }

    /// A 32-bit number.
    public void integer(int value) {
        room("", Integer.BYTES);
        INT.set(out, size, value);
        size += Integer.BYTES;
    }

    /// A 64-bit number.
    public void hyper(long value) {
        room("", Long.BYTES);
        LONG.set(out, size, value);
        size += Long.BYTES;
    }

    /// An IEEE 754 double.
    public void real(double value) {
        hyper(Double.doubleToRawLongBits(value));
    }

    /// A truth value: 1 or 0.
    public void bool(boolean value) {
        integer(value ? 1 : 0);
    }

    /// Whether an optional member follows; returns the same.
    public boolean present(boolean present) {
        bool(present);
        return present;
    }

    /// A text of at most `maxBytes` bytes of UTF-8.
    public void text(String member, String value, int maxBytes) {
        int length = XdrText.encodedLength(value);
        limit(member, length, maxBytes, "bytes of text");
        counted(member, length);
        pad(XdrText.encode(value, out, size), length);
    }

    /// A text or nothing.
    public void optionalText(String member, Optional<String> value, int maxBytes) {
        if (present(value.isPresent())) {
            text(member, value.orElseThrow(), maxBytes);
        }
    }

    /// Counted bytes.
    public void opaque(String member, Opaque value, int maxBytes) {
        limit(member, value.size(), maxBytes, "bytes");
        counted(member, value.size());
        System.arraycopy(value.array(), 0, out, size, value.size());
        pad(size + value.size(), value.size());
    }

    /// Exactly `length` bytes.
    public void fixedOpaque(String member, Opaque value, int length) {
        if (value.size() != length) {
            throw error(member, "exactly " + length + " bytes, found " + value.size());
        }
        room(member, padded(length));
        System.arraycopy(value.array(), 0, out, size, length);
        pad(size + length, length);
    }

    /// A UUID: 16 bytes.
    public void uuid(UUID value) {
        hyper(value.getMostSignificantBits());
        hyper(value.getLeastSignificantBits());
    }

    /// Counted bytes of which each takes four on the wire (`char x<N>` of rpcgen).
    public void charBytes(String member, Opaque value, int max) {
        limit(member, value.size(), max, "chars");
        integer(value.size());
        chars(member, value.array(), value.size());
    }

    /// A C string, counted with its final NUL; each byte takes four (`char x<N>`).
    public void cString(String member, String value, int max) {
        byte[] chars = new byte[XdrText.encodedLength(value) + 1];
        limit(member, chars.length, max, "chars with the final NUL");
        XdrText.encode(value, chars, 0);
        integer(chars.length);
        chars(member, chars, chars.length);
    }

    /// A C string with its final NUL in `length` bytes; each takes four (`char x[N]`).
    public void fixedCString(String member, String value, int length) {
        int needed = XdrText.encodedLength(value) + 1;
        limit(member, needed, length, "chars with the final NUL");
        byte[] chars = new byte[length];
        XdrText.encode(value, chars, 0);
        chars(member, chars, length);
    }

    /// The number of elements of an array that follows; enters it, so that [#index] and then
    /// [#leave] must follow.
    public void count(String member, int count, int max) {
        limit(member, count, max, "elements");
        integer(count);
        path.enter(member);
    }

    /// Tells the element that is written next.
    public void index(int index) {
        path.index(index);
    }

    /// Goes into a nested structure.
    public void enter(String member) {
        path.enter(member);
    }

    /// Comes back from a nested structure or an array.
    public void leave() {
        path.leave();
    }

    private void chars(String member, byte[] chars, int count) {
        room(member, count * Integer.BYTES);
        for (int i = 0; i < count; i++) {
            INT.set(out, size, (int) chars[i]);
            size += Integer.BYTES;
        }
    }

    private void counted(String member, int length) {
        room(member, Integer.BYTES + padded(length));
        INT.set(out, size, length);
        size += Integer.BYTES;
    }

    /// Ends a run of `length` bytes that has been copied up to `end`.
    private void pad(int end, int length) {
        int padded = end + padded(length) - length;
        for (int i = end; i < padded; i++) {
            out[i] = 0;
        }
        size = padded;
    }

    private void limit(String member, int length, int max, String unit) {
        if (length > max) {
            throw error(member, "at most " + max + " " + unit + ", found " + length);
        }
    }

    private void room(String member, int bytes) {
        if (bytes > out.length - size) {
            if (bytes > limit - size) {
                throw error(
                        member,
                        "a payload of at most %d bytes has %d left, %d are needed"
                                .formatted(limit, limit - size, bytes));
            }
            out =
                    Arrays.copyOf(
                            out, (int) Math.min(limit, Math.max(2L * out.length, size + bytes)));
        }
    }

    private XdrException error(String member, String problem) {
        return path.error(member, problem);
    }

    private static int padded(int length) {
        return (length + 3) & ~3;
    }
}
