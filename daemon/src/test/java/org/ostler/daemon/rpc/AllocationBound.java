package org.ostler.daemon.rpc;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;

/// What a thread may allocate for an input of some size. Confined to the thread that made it.
final class AllocationBound {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long fixedBytes;
    private final long bytesForEach;

    /// @param fixedBytes whatever the input
    /// @param bytesForEach byte of the input, beyond that
    AllocationBound(long fixedBytes, long bytesForEach) {
        this.fixedBytes = fixedBytes;
        this.bytesForEach = bytesForEach;
    }

    /// Does something with an input of that size. What takes too much is done once more, and that
    /// counts: the first time may have loaded classes.
    ///
    /// @throws AssertionError when that took more than it may
    void within(int inputBytes, Runnable work) {
        long most = fixedBytes + bytesForEach * inputBytes;
        if (allocates(work) > most) {
            long again = allocates(work);
            if (again > most) {
                throw new AssertionError(
                        again + " bytes allocated for " + inputBytes + " of input");
            }
        }
    }

    private static long allocates(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
