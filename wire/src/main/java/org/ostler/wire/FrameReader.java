package org.ostler.wire;

import org.jspecify.annotations.Nullable;
import org.ostler.posix.Fd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cuts a transport's bytes into frames.
///
/// It reads ahead, so that one system call brings a whole frame and often several. Descriptors do
/// not get lost by that: the transport ends a read with the byte that carried one, and each is kept
/// with its place in the stream until the frame that announced it is complete; one that no frame
/// announced is closed. The buffer is small while the connection is idle, grows with the bytes that
/// really arrive (never with what a header merely claims), and shrinks again when the connection
/// pauses; a connection that rests between two frames has none.
///
/// Owned by the one thread that reads the connection. [#header()], [#payload()] and descriptors
/// that nobody took are valid until the next [#next()].
public final class FrameReader implements AutoCloseable {
    private static final int IDLE_BYTES = 4096;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private final Transport transport;
    private final FrameBuffers buffers;

    /// Null where buffers are the program's own affair.
    private final ConnectionMemory.@Nullable Account memory;

    /// What the buffer is charged with.
    private long charged;

    private final FrameDescriptors arrived = new FrameDescriptors();

    /// Bytes from position to limit are read but not consumed.
    private ByteBuffer buffer;

    /// Place in the stream of the buffer's limit.
    private long place;

    private volatile boolean relaxed = true;
    private volatile int maxFrameBytes = FrameHeader.MAX_FRAME_BYTES;
    private @Nullable FrameHeader header;
    private boolean ended;
    private boolean pauses;
    private ByteBuffer payload = NONE;
    private List<Fd> descriptors = List.of();

    public FrameReader(Transport transport, FrameBuffers buffers) {
        this(transport, buffers, null);
    }

    /// @param memory is charged with a buffer that is larger than an idle one
    FrameReader(
            Transport transport, FrameBuffers buffers, ConnectionMemory.@Nullable Account memory) {
        this.transport = transport;
        this.buffers = buffers;
        this.memory = memory;
        this.buffer = NONE;
    }

    /// Makes [#next()] return when nothing has come for so long, where the transport can do that.
    void endWaitsAfter(Duration pause) throws IOException {
        pauses = transport.limitReads(pause);
    }

    /// Lowers what is accepted as a frame, e.g. until the peer has authenticated. May be called
    /// from any thread.
    public void limitFrames(int bytes) {
        maxFrameBytes = Math.min(bytes, FrameHeader.MAX_FRAME_BYTES);
    }

    /// Waits for the next frame and makes it the current one.
    ///
    /// @return false when the stream [ended][#ended()], between frames or within one; after
    ///   [#endWaitsAfter] also when the peer pauses
    /// @throws FrameException when these bytes cannot be a frame
    public boolean next() throws IOException {
        return advance(true, false);
    }

    /// As [#next()] but takes only what can be had without waiting.
    ///
    /// @return true when there is a current frame; false when more bytes are needed, or when
    ///   [#ended()]
    public boolean tryNext() throws IOException {
        return advance(false, false);
    }

    /// As [#tryNext()] but leaves a frame alone that is larger than an idle connection's buffer;
    /// see [#wantsRoom()]. What it does is bounded whatever the peer sends.
    boolean tryNextSmall() throws IOException {
        return advance(false, true);
    }

    /// Whether the frame that comes is larger than [#tryNextSmall()] takes.
    boolean wantsRoom() {
        return buffer.remaining() >= FrameHeader.LENGTH_BYTES
                && buffer.getInt(buffer.position()) > IDLE_BYTES - FrameHeader.MAX_DESCRIPTORS;
    }

    /// Whether the stream has ended.
    public boolean ended() {
        return ended;
    }

    /// @param wait until the frame is there; otherwise what can be had at once
    /// @param small only a frame that fits into the buffer of an idle connection
    private boolean advance(boolean wait, boolean small) throws IOException {
        dropDescriptors();
        header = null;
        if (!fill(FrameHeader.LENGTH_BYTES, wait, small)) {
            return false;
        }
        int start = buffer.position();
        int length = buffer.getInt(start);
        if (length < FrameHeader.BYTES || length > maxFrameBytes) {
            throw new FrameException(
                    "a frame of %d bytes; it has at least %d and here at most %d"
                            .formatted(
                                    Integer.toUnsignedLong(length),
                                    FrameHeader.BYTES,
                                    maxFrameBytes));
        }
        if (!fill(length, wait, small)) {
            return false;
        }
        start = buffer.position();
        FrameHeader h = FrameHeader.read(buffer, start);
        int skip = FrameHeader.BYTES;
        int following = 0;
        if (h.type().carriesDescriptors()) {
            following = announced(start, length);
            skip += 4;
            if (!fill(length + following, wait, small)) {
                return false;
            }
            start = buffer.position();
        }
        payload = buffer.slice(start + skip, length - skip);
        buffer.position(start + length);
        descriptors = following == 0 ? List.of() : collect(following);
        arrived.closeBefore(place - buffer.remaining() + 1);
        header = h;
        if (charged > 0 && memory != null) {
            memory.gotOn();
        }
        return true;
    }

    private int announced(int start, int length) throws FrameException {
        if (length < FrameHeader.BYTES + 4) {
            throw new FrameException("a frame with descriptors lacks their number");
        }
        int count = buffer.getInt(start + FrameHeader.BYTES);
        if (count < 0 || count > FrameHeader.MAX_DESCRIPTORS) {
            throw new FrameException(
                    "a frame announces %d descriptors; at most %d are allowed"
                            .formatted(Integer.toUnsignedLong(count), FrameHeader.MAX_DESCRIPTORS));
        }
        return count;
    }

    /// Takes the descriptors of the bytes that follow the frame, and the bytes.
    private List<Fd> collect(int count) throws FrameException {
        List<Fd> found = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            buffer.get();
            Optional<Fd> fd = arrived.take(place - buffer.remaining());
            if (fd.isEmpty()) {
                Fd.closeAll(found);
                throw new FrameException(
                        "descriptor %d of %d did not come with its byte".formatted(i + 1, count));
            }
            found.add(fd.orElseThrow());
        }
        return found;
    }

    /// Reads until `bytes` are in the buffer.
    private boolean fill(int bytes, boolean wait, boolean small) throws IOException {
        if (small && bytes > IDLE_BYTES) {
            return false;
        }
        while (buffer.remaining() < bytes) {
            makeRoom(bytes);
            int n = read(wait);
            if (n < 0) {
                ended = true;
            }
            if (n <= 0) {
                return false;
            }
        }
        return true;
    }

    private int read(boolean wait) throws IOException {
        if (wait && !relaxed && !pauses && !transport.awaitReadable(PAUSE)) {
            relax();
        }
        int start = buffer.position();
        int end = buffer.limit();
        buffer.limit(buffer.capacity()).position(end);
        int n;
        try {
            n = wait ? transport.read(buffer, arrived) : transport.tryRead(buffer, arrived);
        } finally {
            end = buffer.position();
            buffer.limit(end).position(start);
        }
        if (n > 0) {
            place += n;
        }
        arrived.place(place);
        return n;
    }

    /// Makes sure that at least one more byte of a frame of `bytes` fits.
    private void makeRoom(int bytes) throws IOException {
        int start = buffer.position();
        boolean room = buffer.limit() < buffer.capacity();
        if (room && (start == 0 || start + bytes <= buffer.capacity())) {
            return;
        }
        if (start > 0) {
            buffer.compact().flip();
            return;
        }
        grow(Math.min(bytes, 4 * buffer.capacity()), bytes);
    }

    private void grow(int wanted, int frameBytes) throws IOException {
        int capacity = FrameBuffers.capacityFor(wanted);
        if (memory != null && capacity > FrameBuffers.capacityFor(IDLE_BYTES)) {
            if (!memory.take(capacity)) {
                throw new IOException(
                        "no memory for a frame of %d bytes: other connections have it"
                                .formatted(frameBytes));
            }
            long before = charged;
            moveTo(buffers.take(wanted));
            charged = capacity;
            memory.give(before);
        } else {
            moveTo(buffers.take(wanted));
        }
    }

    /// Gives a buffer that has grown back, when the connection pauses.
    void relax() {
        if (!relaxed && buffer.remaining() < IDLE_BYTES) {
            moveTo(buffers.take(IDLE_BYTES));
            uncharge();
        }
    }

    private void uncharge() {
        if (charged > 0 && memory != null) {
            memory.give(charged);
            charged = 0;
        }
    }

    /// Whether the buffer is small. May be asked from any thread.
    boolean isRelaxed() {
        return relaxed;
    }

    /// Holds as little as can be until something comes.
    void rest() {
        if (buffer.hasRemaining()) {
            relax();
        } else if (buffer.isDirect()) {
            moveTo(NONE);
            uncharge();
        }
    }

    private void moveTo(ByteBuffer other) {
        ByteBuffer old = buffer;
        buffer = other.clear().put(old).flip();
        relaxed = buffer.capacity() < 2 * IDLE_BYTES;
        giveBack(old);
    }

    private void giveBack(ByteBuffer old) {
        if (old.isDirect()) {
            buffers.give(old);
        }
    }

    /// The current frame's header.
    public FrameHeader header() {
        FrameHeader h = header;
        if (h == null) {
            throw new IllegalStateException("no current frame");
        }
        return h;
    }

    /// The current frame's payload, big-endian; without the number of descriptors.
    public ByteBuffer payload() {
        return payload;
    }

    /// The descriptors that came with the current frame; from here on they belong to the caller.
    public List<Fd> takeDescriptors() {
        List<Fd> taken = descriptors;
        descriptors = List.of();
        return taken;
    }

    private void dropDescriptors() {
        if (!descriptors.isEmpty()) {
            Fd.closeAll(descriptors);
            descriptors = List.of();
        }
    }

    /// Bytes of memory that the buffer takes.
    int capacity() {
        return buffer.capacity();
    }

    /// Whether more has been read than the current frame.
    boolean hasBytes() {
        return buffer.hasRemaining();
    }

    /// Whether [#tryNext()] has a frame without looking at the transport.
    boolean hasWholeFrame() {
        int start = buffer.position();
        int there = buffer.remaining();
        if (there < FrameHeader.LENGTH_BYTES) {
            return false;
        }
        int length = buffer.getInt(start);
        if (length < FrameHeader.BYTES || length > maxFrameBytes) {
            return true;
        }
        if (there < length) {
            return false;
        }
        boolean following = FrameType.of(buffer.getInt(start + 16)).carriesDescriptors();
        if (following && length < FrameHeader.BYTES + 4) {
            return true;
        }
        int count = following ? buffer.getInt(start + FrameHeader.BYTES) : 0;
        return there >= length + Math.clamp(count, 0, FrameHeader.MAX_DESCRIPTORS);
    }

    /// Gives the buffer back and closes descriptors that nobody took. By the owning thread, once it
    /// reads no more.
    @Override
    public void close() {
        dropDescriptors();
        arrived.close();
        ByteBuffer last = buffer;
        buffer = NONE;
        payload = NONE;
        giveBack(last);
        uncharge();
    }
}
