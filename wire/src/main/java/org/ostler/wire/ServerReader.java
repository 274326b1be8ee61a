package org.ostler.wire;

import org.jspecify.annotations.Nullable;
import org.ostler.posix.Fd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/// Reads one server connection: on a thread of its own while its peer talks, on none while it is
/// silent.
///
/// The thread that read a frame deals with it, and then waits for the next; after a pause it leaves
/// the connection to [IdleConnections], whose poller answers keepalive itself and lends a thread
/// again for anything else. Where there is no such place, or the transport cannot be polled, the
/// thread stays for good. What a frame asks for and may wait is done by the thread that read it
/// too, while the connection is with [IdleConnections]: nobody has to be woken for it, and whatever
/// comes meanwhile is read by others.
///
/// Whoever reads owns the frames; ownership passes as [IdleConnections] says.
final class ServerReader {
    /// Frames that the poller deals with before a thread of its own goes on.
    private static final int GLANCES = 16;

    /// What is read for.
    interface Receiver {
        /// A frame has come; valid until this returns. Keepalive is answered without waiting for
        /// anything.
        ///
        /// @return what is still to be done for it; null where that is nothing
        @Nullable Aside received(FrameHeader header, ByteBuffer payload);

        /// Nothing more will come. Of effect only the first time.
        void ended(ConnectionEnd.Cause cause, String message);

        /// Whether the connection has ended, for whatever reason.
        boolean hasEnded();
    }

    /// What a frame asks for and may wait a moment: for a disk, say. Exactly one of the two is
    /// called.
    interface Aside {
        /// Does it; throws nothing.
        void here();

        /// Lets another thread do it.
        void elsewhere();
    }

    private enum Step {
        GO_ON,
        PAUSE,
        END
    }

    private final String name;
    private final FrameReader frames;
    private final Receiver receiver;

    /// Null where the thread stays for good.
    private final @Nullable Rest rest;

    /// What the last frame still asks for; of whoever reads.
    private @Nullable Aside aside;

    /// @param name of the thread
    ServerReader(
            String name,
            Transport transport,
            FrameReader frames,
            Optional<IdleConnections> idle,
            Receiver receiver) {
        this.name = name;
        this.frames = frames;
        this.receiver = receiver;
        Optional<Fd> pollable = transport.pollable();
        this.rest =
                idle.isPresent() && pollable.isPresent()
                        ? new Rest(idle.get(), pollable.get())
                        : null;
    }

    /// Begins. Once.
    void start() {
        if (rest == null) {
            Thread.ofPlatform()
                    .name(name)
                    .daemon()
                    .stackSize(ConnectionThreads.STACK_BYTES)
                    .start(() -> run(step()));
            return;
        }
        try {
            rest.begin();
        } catch (IOException closedAlready) {
            receiver.ended(ConnectionEnd.Cause.FAILED, String.valueOf(closedAlready.getMessage()));
            finish();
        }
    }

    /// The connection has ended: a thread that reads notices by itself.
    void connectionEnded() {
        if (rest != null && rest.take()) {
            finish();
        }
    }

    private void run(Step first) {
        boolean resting = false;
        try {
            Step last = first;
            while (last != Step.END && !resting) {
                resting = last == Step.PAUSE ? rest != null && rest.lieDown() : !settled();
                last = resting ? last : step();
            }
        } finally {
            if (!resting) {
                settleElsewhere();
                finish();
            }
        }
    }

    /// Does what the last frame still asks for.
    ///
    /// @return false when the connection is no longer this thread's
    private boolean settled() {
        Aside todo = aside;
        if (todo == null) {
            return true;
        }
        if (rest == null || rest.isCrowded() || frames.hasBytes()) {
            settleElsewhere();
            return true;
        }
        // As soon as it lies down it is somebody else's.
        aside = null;
        if (!rest.lieDown()) {
            todo.elsewhere();
            return true;
        }
        todo.here();
        return rest.takeBack();
    }

    private void settleElsewhere() {
        Aside todo = aside;
        aside = null;
        if (todo != null) {
            todo.elsewhere();
        }
    }

    private Step step() {
        try {
            boolean crowded = rest != null && rest.isCrowded();
            if (crowded ? frames.tryNext() : frames.next()) {
                return receive();
            }
            return frames.ended() ? peerClosed() : Step.PAUSE;
        } catch (FrameException e) {
            receiver.ended(ConnectionEnd.Cause.PROTOCOL_VIOLATION, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            receiver.ended(ConnectionEnd.Cause.FAILED, "receiving failed: " + e.getMessage());
        }
        return Step.END;
    }

    private Step receive() {
        aside = receiver.received(frames.header(), frames.payload());
        return receiver.hasEnded() ? Step.END : Step.GO_ON;
    }

    private Step peerClosed() {
        receiver.ended(ConnectionEnd.Cause.PEER_CLOSED, "the peer closed the connection");
        return Step.END;
    }

    private void finish() {
        receiver.ended(ConnectionEnd.Cause.FAILED, "the reader ended");
        frames.close();
    }

    /// The connection while no thread reads it.
    private final class Rest implements IdleConnections.Resting {
        private final IdleConnections idle;
        private final IdleConnections.Place place;
        private final Fd pollable;

        /// Set when it could not be left alone; of the owner.
        private boolean restless;

        Rest(IdleConnections idle, Fd pollable) {
            this.idle = idle;
            this.place = idle.place();
            this.pollable = pollable;
        }

        void begin() throws IOException {
            frames.endWaitsAfter(idle.pause());
            if (!idle.isCrowded() || !lieDown()) {
                idle.read(name, () -> run(step()));
            }
        }

        boolean isCrowded() {
            return !restless && idle.isCrowded();
        }

        boolean take() {
            return idle.take(place);
        }

        boolean takeBack() {
            return idle.takeBack(place, this);
        }

        /// Gives the connection away; false when it stays the caller's.
        boolean lieDown() {
            frames.rest();
            if (!idle.rest(place, this)) {
                restless = true;
                return false;
            }
            // Whoever ended it meanwhile may have looked for it here too early.
            if (receiver.hasEnded()) {
                connectionEnded();
            }
            return true;
        }

        @Override
        public Fd pollable() {
            return pollable;
        }

        @Override
        public void ready() {
            try {
                if (!glance()) {
                    finish();
                }
            } catch (FrameException e) {
                receiver.ended(
                        ConnectionEnd.Cause.PROTOCOL_VIOLATION, String.valueOf(e.getMessage()));
                finish();
            } catch (IOException e) {
                receiver.ended(ConnectionEnd.Cause.FAILED, "receiving failed: " + e.getMessage());
                finish();
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                receiver.ended(
                        ConnectionEnd.Cause.FAILED, "no thread to read it: " + e.getMessage());
                finish();
            }
        }

        /// Deals with what has come, or passes it to a thread, or rests again; false when the
        /// connection is over.
        private boolean glance() throws IOException {
            for (int i = 0; i < GLANCES && frames.tryNextSmall(); i++) {
                if (!KeepaliveProtocol.concerns(frames.header())) {
                    idle.read(name, () -> run(receive()));
                    return true;
                }
                if (receive() == Step.END) {
                    return false;
                }
            }
            if (frames.ended()) {
                return peerClosed() != Step.END;
            }
            if (frames.hasWholeFrame() || frames.wantsRoom() || !lieDown()) {
                idle.read(name, () -> run(step()));
            }
            return true;
        }
    }
}
