package org.ostler.wire;

import org.jspecify.annotations.Nullable;
import org.ostler.posix.Fd;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Consumer;

/// Descriptors that have arrived with bytes that are not consumed yet, each with its place in the
/// stream.
///
/// Owned by the thread that reads.
final class FrameDescriptors implements AutoCloseable, Consumer<Fd> {
    private record Arrived(long place, Fd fd) {}

    private final ArrayDeque<Arrived> arrived = new ArrayDeque<>();
    private @Nullable Fd justArrived;

    /// A descriptor came with the last byte of the read that is under way.
    @Override
    public void accept(Fd fd) {
        justArrived = fd;
    }

    /// The read ended at `place`, which is behind all before it.
    ///
    /// @throws FrameException when more descriptors wait than any frame may announce
    void place(long place) throws FrameException {
        Fd fd = justArrived;
        if (fd == null) {
            return;
        }
        justArrived = null;
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
