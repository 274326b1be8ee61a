package org.ostler.wire;

import org.jspecify.annotations.Nullable;
import org.ostler.posix.Fd;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The calls of one server connection on their way to the handler: how many at once
/// ([ConnectionGate]), how many descriptors they may hold, and what becomes of a handler that
/// throws.
///
/// Calls arrive on the connection's reader; everything else is thread-safe.
final class ServerCalls {
    private static final int MAX_HELD_DESCRIPTORS = 2 * FrameHeader.MAX_DESCRIPTORS;

    /// What a call that goes on in a thread of its own takes: stack and arguments.
    private static final int CALL_BYTES = 4 << 10;

    private static final int LARGE_BYTES = 64 << 10;

    /// What decoding a large description takes, as a multiple of its length.
    private static final int WEIGHT = 8;

    private final FrameHandler handler;
    private final Executor tasks;
    private final ConnectionMemory.Account memory;
    private final Consumer<Boolean> pausing;
    private final ConnectionGate gate;

    /// Keeps calls that waited apart from calls that the reader serves.
    private final ReentrantLock handling = new ReentrantLock();

    /// The call that the reader serves, and what it leaves for later. Guarded by `handling`.
    private @Nullable ServerCall arriving;

    private @Nullable Task left;

    /// Descriptors that came with calls and that no handler has taken yet.
    private final AtomicInteger heldDescriptors = new AtomicInteger();

    /// @param tasks runs what may block
    /// @param memory is charged with calls whose arguments are large
    /// @param pausing told true when the reader is about to wait and false when it goes on
    ServerCalls(
            FrameHandler handler,
            ConnectionLimits limits,
            Executor tasks,
            ConnectionMemory.Account memory,
            Consumer<Boolean> pausing) {
        this.handler = handler;
        this.tasks = tasks;
        this.memory = memory;
        this.pausing = pausing;
        this.gate = new ConnectionGate(limits, tasks, memory, this::serve, pausing);
    }

    /// Counts the descriptors of a call that has just been read. What a peer can make us hold is
    /// bounded: nothing before it has authenticated, then those of two full frames.
    ///
    /// @return false when that is exceeded: they are closed, and the connection must end
    boolean hold(List<Fd> descriptors, boolean authenticated) {
        if (descriptors.isEmpty()) {
            return true;
        }
        int held = heldDescriptors.addAndGet(descriptors.size());
        if (held <= MAX_HELD_DESCRIPTORS && authenticated) {
            return true;
        }
        Fd.closeAll(descriptors);
        return false;
    }

    /// Descriptors of a call have been taken by its handler or closed.
    void released(int descriptors) {
        heldDescriptors.addAndGet(-descriptors);
    }

    /// By the reader: serves the call, or keeps it until there is room.
    ///
    /// @return what is left to do for it on a thread that may wait; null where that is nothing
    ServerReader.@Nullable Aside arrive(ServerCall call, ByteBuffer payload) {
        if (!gate.enter(call, payload)) {
            return null;
        }
        handling.lock();
        try {
            arriving = call;
            serve(call, payload);
            return left;
        } finally {
            arriving = null;
            left = null;
            handling.unlock();
        }
    }

    private void serve(ServerCall call, ByteBuffer payload) {
        int bytes = payload.remaining();
        if (bytes > LARGE_BYTES && !charge(call, WEIGHT * (long) bytes)) {
            return;
        }
        handling.lock();
        try {
            handler.handle(call, payload);
        } catch (Throwable thrown) {
            failed(call, thrown);
        } finally {
            handling.unlock();
            if (!call.goesOn()) {
                uncharge(call);
            }
        }
    }

    /// Waits for memory; a call that gets none in time is refused.
    private boolean charge(ServerCall call, long bytes) {
        long wanted = Math.min(bytes, memory.most());
        pausing.accept(true);
        boolean got = memory.take(wanted);
        pausing.accept(false);
        if (got) {
            call.charge(wanted);
        } else {
            call.fail(handler.rpcError("the daemon is busy with other calls; try again later"));
        }
        return got;
    }

    private void uncharge(ServerCall call) {
        long charged = call.takeCharge();
        if (charged > 0) {
            memory.give(charged);
        }
    }

    /// What is left of a call, for a thread that may block.
    private final class Task implements ServerReader.Aside {
        private final ServerCall call;
        private final Runnable action;

        Task(ServerCall call, Runnable action) {
            this.call = call;
            this.action = action;
        }

        @Override
        public void here() {
            try {
                action.run();
            } catch (Throwable thrown) {
                failed(call, thrown);
            } finally {
                uncharge(call);
            }
        }

        @Override
        public void elsewhere() {
            try {
                tasks.execute(this::here);
            } catch (RejectedExecutionException shuttingDown) {
                uncharge(call);
                failed(call, shuttingDown);
            }
        }
    }

    /// Goes on with a call on a thread that may block.
    ///
    /// @param brief whether it most often has an answer in a moment; by the handler
    void runLater(ServerCall call, Runnable action, boolean brief) {
        if (!charge(call, CALL_BYTES)) {
            return;
        }
        call.goOn();
        Task task = new Task(call, action);
        if (brief && call == arriving) {
            left = task;
        } else {
            task.elsewhere();
        }
    }

    private void failed(ServerCall call, Throwable thrown) {
        call.failIfUnanswered(handler.failure(call.header(), thrown));
    }

    /// The answer of a call has gone out.
    void answered() {
        gate.leave();
    }

    /// Calls whose answers have not gone out.
    int inFlight() {
        return gate.inFlight();
    }

    /// Drops what waits and lets the reader go.
    void close() {
        gate.close();
    }
}
