package org.ostler.wire;

import org.ostler.posix.Fd;

import java.util.ArrayDeque;
import java.util.Optional;

/// Descriptors that have arrived with bytes that are not consumed yet, each with its place in the
/// stream.
///
/// Owned by the thread that reads.
final class FrameDescriptors implements AutoCloseable {
    private record Arrived(long place, Fd fd) {}

    private final ArrayDeque<Arrived> arrived = new ArrayDeque<>();

    /// A descriptor came with the byte that ends at `place`, which is behind all before it.
    ///
    /// @throws FrameException when more wait than any frame may announce
    void add(long place, Fd fd) throws FrameException {
        arrived.add(new Arrived(place, fd));
        if (arrived.size() > FrameHeader.MAX_DESCRIPTORS) {
            throw new FrameException("more descriptors than any frame may announce");
        }
    }

    /// The one that came with the byte that ends at `place`.
    Optional<Fd> take(long place) {
        closeBefore(place);
        Arrived next = arrived.peek();
        if (next == null || next.place != place) {
            return Optional.empty();
        }
        arrived.remove();
        return Optional.of(next.fd);
    }

    /// Closes those of bytes before `place`, which have been consumed as something else.
    void closeBefore(long place) {
        for (Arrived a = arrived.peek(); a != null && a.place < place; a = arrived.peek()) {
            a.fd.close();
            arrived.remove();
        }
    }

    @Override
    public void close() {
        closeBefore(Long.MAX_VALUE);
    }
}
