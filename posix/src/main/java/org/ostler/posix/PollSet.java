package org.ostler.posix;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;

/// An array of `struct pollfd {int fd; short events; short revents;}` (`asm-generic/poll.h`) that a
/// C library fills in its own way, for one poll(2) of its descriptors and ours.
///
/// For one thread at a time. Two descriptors of our own are better served by [Poll].
public final class PollSet {
    private static final int ENTRY = 8;
    private static final NativeFunction POLL = NativeLibrary.LIBC.function("poll");

    private final NativeMemory memory;
    private final ByteBuffer entries;

    /// @param arena keeps the array; its threads may use this
    /// @param capacity the largest number of entries
    public PollSet(Arena arena, int capacity) {
        memory = NativeMemory.in(arena, Math.multiplyExact(capacity, ENTRY), ENTRY);
        entries = memory.bytes();
    }

    /// Where the array begins.
    public long address() {
        return memory.address();
    }

    /// Makes an entry wait for something to read.
    ///
    /// @param fd its owner keeps it open until [#await] has returned
    public void watch(int index, Fd fd) {
        entries.putInt(index * ENTRY, fd.number());
        entries.putShort(index * ENTRY + 4, Poll.READABLE);
        entries.putShort(index * ENTRY + 6, (short) 0);
    }

    /// Whether the last [#await] found anything with an entry.
    public boolean isReady(int index) {
        return entries.getShort(index * ENTRY + 6) != 0;
    }

    /// Waits until something has happened to one of the first `count` entries. Blocks the calling
    /// platform thread.
    ///
    /// @param timeoutMillis -1 is forever
    /// @return how many are ready; 0 after the timeout, and when a signal ended the wait
    public int await(int count, int timeoutMillis) throws PosixException {
        Scratch s = Scratch.take();
        try {
            int n = (int) POLL.call(s, memory.address(), count, timeoutMillis);
            if (n < 0 && s.errno() != Errno.EINTR) {
                throw new PosixException("poll", count + " descriptors", s.errno());
            }
            return Math.max(n, 0);
        } finally {
            s.give();
        }
    }
}
