package org.ostler.wire.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.UUID;

/// Reads XDR (RFC 4506) as libvirt writes it, from a heap or direct buffer.
///
/// As libvirt does, it takes any non-zero number for "present" and for true, does not look at pad
/// bytes, and leaves bytes after the last member unread. Every length is checked against its limit
/// and against the bytes that are there before anything is allocated. Each method names the member,
/// for errors only. Not thread-safe. What it returns does not refer to the buffer.
public final class XdrReader {

    private final ByteBuffer in;
    private final XdrPath path = new XdrPath();

    /// Reads from the position of `payload` to its limit; the buffer's own position is not moved.
    public XdrReader(ByteBuffer payload) {
        in = payload.duplicate().order(ByteOrder.BIG_ENDIAN);
    }

    /// Reads these bytes.
    public XdrReader(byte[] payload) {
        in = ByteBuffer.wrap(payload);
    }

    /// The bytes that are left.
    public int remaining() {
        return in.remaining();
    }

    /// A 32-bit number; an unsigned one keeps its bits.
    public int integer(String member) {
        need(member, Integer.BYTES);
        return in.getInt();
    }

    /// A 64-bit number; an unsigned one keeps its bits.
    public long hyper(String member) {
        need(member, Long.BYTES);
        return in.getLong();
    }

    /// An IEEE 754 double.
    public double real(String member) {
        need(member, Double.BYTES);
        return in.getDouble();
    }

    /// A truth value: any non-zero number is true.
    public boolean bool(String member) {
        return integer(member) != 0;
    }

    /// Whether an optional member follows.
    public boolean present(String member) {
        return integer(member) != 0;
    }

    /// A text of at most `maxBytes`. Bytes that are not UTF-8 become U+DC80..U+DCFF, which a writer
    /// turns back into the same bytes.
    public String text(String member, int maxBytes) {
        int length = length(member, maxBytes, "bytes of text");
        int padded = padded(length);
        need(member, padded);
        String text;
        if (in.hasArray()) {
            text = XdrText.decode(in.array(), in.arrayOffset() + in.position(), length);
        } else {
            byte[] bytes = new byte[length];
            in.get(in.position(), bytes);
            text = XdrText.decode(bytes, 0, length);
        }
        in.position(in.position() + padded);
        return text;
    }

    /// A text or nothing.
    public Optional<String> optionalText(String member, int maxBytes) {
        return present(member) ? Optional.of(text(member, maxBytes)) : Optional.empty();
    }

    /// Counted bytes, at most `maxBytes`.
    public Opaque opaque(String member, int maxBytes) {
        return fixedOpaque(member, length(member, maxBytes, "bytes"));
    }

    /// Exactly `length` bytes.
    public Opaque fixedOpaque(String member, int length) {
        int padded = padded(length);
        need(member, padded);
        byte[] bytes = new byte[length];
        in.get(in.position(), bytes);
        in.position(in.position() + padded);
        return Opaque.owning(bytes);
    }

    /// A UUID: 16 bytes.
    public UUID uuid(String member) {
        need(member, 2 * Long.BYTES);
        return new UUID(in.getLong(), in.getLong());
    }

    /// Counted bytes of which each takes four on the wire (`char x<N>` of rpcgen).
    public Opaque charBytes(String member, int max) {
        return Opaque.owning(chars(member, length(member, max, "chars")));
    }

    /// A C string, counted with its final NUL, each byte of which takes four (`char x<N>`). What
    /// follows a NUL is dropped.
    public String cString(String member, int max) {
        return untilNul(chars(member, length(member, max, "chars")));
    }

    /// A C string in `length` bytes, each of which takes four (`char x[N]`).
    public String fixedCString(String member, int length) {
        return untilNul(chars(member, length));
    }

    /// The number of elements of an array that follows, at most `max`, each at least `minBytes`
    /// long; enters the array, so that [#index] and then [#leave] must follow.
    public int count(String member, int max, int minBytes) {
        int count = length(member, max, "elements");
        if ((long) count * minBytes > in.remaining()) {
            throw error(
                    member,
                    "%d elements take at least %d bytes, only %d are left"
                            .formatted(count, (long) count * minBytes, in.remaining()));
        }
        path.enter(member);
        return count;
    }

    /// Tells the element that is read next.
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

    /// An error that names a member of the present structure.
    public XdrException error(String member, String problem) {
        return path.error(member, problem);
    }

    private byte[] chars(String member, int count) {
        if ((long) count * Integer.BYTES > in.remaining()) {
            throw error(member, count + " chars do not fit in " + in.remaining() + " bytes");
        }
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) in.getInt();
        }
        return bytes;
    }

    private static String untilNul(byte[] bytes) {
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return XdrText.decode(bytes, 0, length);
    }

    private int length(String member, int max, String unit) {
        int length = integer(member);
        if (Integer.compareUnsigned(length, max) > 0) {
            throw error(
                    member,
                    "at most " + max + " " + unit + ", found " + Integer.toUnsignedString(length));
        }
        return length;
    }

    private void need(String member, int bytes) {
        if (in.remaining() < bytes) {
            throw error(
                    member, "expected " + bytes + " bytes, only " + in.remaining() + " are left");
        }
    }

    /// Limits are far below the largest int, so this cannot overflow.
    private static int padded(int length) {
        return (length + 3) & ~3;
    }
}
