package org.ostler.wire;

import org.ostler.posix.Fd;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// One call that waits for its answer.
///
/// Thread-safe. Exactly one of the answering methods takes effect, the first; a second is a mistake
/// of the handler and throws. An answer may have to wait for a peer that does not read, at most
/// until the connection is given up for it; on a connection that has ended the answer is dropped.
public final class ServerCall {
    private final ServerConnection connection;
    private final ServerCalls calls;
    private final FrameHeader header;
    private final AtomicBoolean answered = new AtomicBoolean();

    /// Owned by the thread that handles the call, until taken.
    private List<Fd> descriptors;

    /// What it is charged with, and whether it goes on in a thread of its own. Guarded by this.
    private long charged;

    private boolean goesOn;

    ServerCall(
            ServerConnection connection,
            ServerCalls calls,
            FrameHeader header,
            List<Fd> descriptors) {
        this.connection = connection;
        this.calls = calls;
        this.header = header;
        this.descriptors = descriptors;
    }

    public FrameHeader header() {
        return header;
    }

    public ServerConnection connection() {
        return connection;
    }

    /// The descriptors that came with the call, in order; from here on the caller's to close. Those
    /// that nobody has taken when the call is answered are closed.
    public synchronized List<Fd> takeDescriptors() {
        List<Fd> taken = descriptors;
        descriptors = List.of();
        calls.released(taken.size());
        return taken;
    }

    /// Opens the stream of this call, before the call is answered. If the call is then failed,
    /// close the stream too.
    ///
    /// @throws StreamException when the connection has as many streams as it may have
    public ServerStream openStream(StreamKind kind) throws StreamException {
        return connection.openStream(header, kind);
    }

    /// Goes on serving on a thread that may block, a virtual one; at once where this is one.
    public void later(Runnable task) {
        later(task, false);
    }

    /// As [#later], for what most often has its answer in a moment, and waits at most for a disk:
    /// on the thread that read the call, when its handler has returned, while others read what
    /// comes next. By the thread that handles the call.
    public void soon(Runnable task) {
        later(task, true);
    }

    private void later(Runnable task, boolean brief) {
        if (goesOn()) {
            task.run();
        } else {
            calls.runLater(this, task, brief);
        }
    }

    /// Answers with a result.
    ///
    /// @param payload the encoded result; may be used again as soon as this returns
    public void reply(ByteBuffer payload) {
        answer(header.reply(FrameHeader.OK), payload, List.of());
    }

    /// Answers with a result and descriptors, which are closed once they have been passed.
    public void reply(ByteBuffer payload, List<Fd> passed) {
        FrameHeader ok = header.reply(FrameHeader.OK);
        answer(
                passed.isEmpty() ? ok : ok.with(FrameType.REPLY_WITH_FDS, FrameHeader.OK),
                payload,
                passed);
    }

    /// Answers and then runs `after` on this thread: what `after` pushes goes out behind the
    /// answer. This is how a subscription becomes active, so that its first event cannot overtake
    /// the reply that names it. On a connection that has ended `after` does not run.
    public void replyThen(ByteBuffer payload, Runnable after) {
        if (answer(header.reply(FrameHeader.OK), payload, List.of())) {
            after.run();
        }
    }

    /// Answers with an encoded error.
    public void fail(ByteBuffer error) {
        answer(header.reply(FrameHeader.ERROR), error, List.of());
    }

    /// As [#fail], but of no effect when the call has been answered.
    boolean failIfUnanswered(ByteBuffer error) {
        if (!answered.compareAndSet(false, true)) {
            return false;
        }
        send(header.reply(FrameHeader.ERROR), error, List.of());
        return true;
    }

    synchronized void charge(long bytes) {
        charged += bytes;
    }

    /// What it was charged with, once.
    synchronized long takeCharge() {
        long taken = charged;
        charged = 0;
        return taken;
    }

    synchronized void goOn() {
        goesOn = true;
    }

    synchronized boolean goesOn() {
        return goesOn;
    }

    boolean isAnswered() {
        return answered.get();
    }

    private boolean answer(FrameHeader answer, ByteBuffer payload, List<Fd> passed) {
        if (!answered.compareAndSet(false, true)) {
            Fd.closeAll(passed);
            throw new IllegalStateException("answered twice: " + header.describe());
        }
        boolean sent = false;
        try {
            boolean accepted = send(answer, payload, passed);
            sent = true;
            return accepted;
        } finally {
            // A payload over the limit, or no memory: the call can still be failed.
            if (!sent) {
                Fd.closeAll(passed);
                answered.set(false);
            }
        }
    }

    private boolean send(FrameHeader answer, ByteBuffer payload, List<Fd> passed) {
        dropDescriptors();
        return connection.sendReply(answer, payload, passed);
    }

    void dropDescriptors() {
        Fd.closeAll(takeDescriptors());
    }
}
