package org.ostler.driver.xen;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits for calls of the hypervisor's tools. Stateless.
final class XenCalls {
    /// More than any call but those that move memory takes before it gives up by itself.
    static final Duration AT_MOST =
            LibxlOperations.LONG_DEADLINE.plus(LibxlOperation.ABORT_GRACE).plusSeconds(10);

    /// More than a call takes that only tells somebody something.
    static final Duration QUICK =
            LibxlOperations.QUICK_DEADLINE.plus(LibxlOperation.ABORT_GRACE).plusSeconds(10);

    private XenCalls() {}

    /// The call's value.
    ///
    /// @throws LibxlException when it failed, or gave no answer within `limit`
    /// @throws InterruptedException when the waiting thread is to end; the call is cut short
    static <T> T await(XenCall<T> call, Duration limit) throws InterruptedException {
        try {
            return value(call, limit);
        } catch (TimeoutException e) {
            call.cancel();
            var line =
                    new LogLine(
                            LogLine.Level.ERROR,
                            "ostler",
                            "",
                            OptionalInt.empty(),
                            "it did not end within " + limit.toSeconds() + " s");
            throw new LibxlException(
                    "waiting for",
                    "the hypervisor's tools",
                    LibxlError.TIMEDOUT.code(),
                    "ERROR_" + LibxlError.TIMEDOUT.name(),
                    List.of(line));
        } catch (InterruptedException e) {
            call.cancel();
            throw e;
        }
    }

    /// Waits for the call's end for as long as the caller has patience; then it goes on by itself.
    ///
    /// @return whether it succeeded meanwhile
    /// @throws LibxlException when it failed
    static boolean succeeds(XenCall<?> call, Duration patience) throws InterruptedException {
        try {
            value(call, patience);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static <T> T value(XenCall<T> call, Duration limit)
            throws InterruptedException, TimeoutException {
        try {
            return call.result().get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
