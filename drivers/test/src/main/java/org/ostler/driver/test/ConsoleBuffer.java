package org.ostler.driver.test;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// All that a guest has written on its console, the latest of it kept in a ring; readers are places
/// in it. Thread-safe by one lock.
final class ConsoleBuffer {
    private static final int CAPACITY = 1 << 16;
    private static final long LOOK_AGAIN_SECONDS = 60;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private byte[] ring = new byte[256];
    private long written;
    private boolean ended;

    /// The guest writes.
    void append(byte[] bytes) {
        lock.lock();
        try {
            for (byte each : bytes) {
                if (written == ring.length && ring.length < CAPACITY) {
                    ring = Arrays.copyOf(ring, ring.length * 2);
                }
                ring[(int) (written % ring.length)] = each;
                written++;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The guest is gone.
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Lets all readers look whether they are still meant to read.
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The place that many bytes back from the end, or as far back as is kept.
    long back(int bytes) {
        lock.lock();
        try {
            return Math.max(written - bytes, written - Math.min(written, ring.length));
        } finally {
            lock.unlock();
        }
    }

    /// Reads from the console's place on; waits for at least one byte.
    ///
    /// @return how many bytes were read; -1 when the console is closed, or the guest is gone and
    ///   everything was read
    int read(TestConsole reader, ByteBuffer into) throws InterruptedException {
        lock.lock();
        try {
            while (!reader.over() && reader.place() >= written && !ended) {
                changed.await(LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
            }
            if (reader.over() || reader.place() >= written) {
                return -1;
            }
            long from = Math.max(reader.place(), written - ring.length);
            int count = (int) Math.min(into.remaining(), written - from);
            for (int i = 0; i < count; i++) {
                into.put(ring[(int) ((from + i) % ring.length)]);
            }
            reader.moveTo(from + count);
            return count;
        } finally {
            lock.unlock();
        }
    }
}
