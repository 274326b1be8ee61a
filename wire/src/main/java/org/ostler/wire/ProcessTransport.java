package org.ostler.wire;

import org.ostler.posix.Errno;
import org.ostler.posix.Eventfd;
import org.ostler.posix.Fd;
import org.ostler.posix.Pipe;
import org.ostler.posix.Poll;
import org.ostler.posix.PosixException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Frames over the standard input and output of a process of ours, such as `ssh`.
///
/// The process gets pipes whose other ends are non-blocking here. Closing gives it a moment to end
/// by itself, since its input is closed, and then kills it; that moment passes on a thread of its
/// own. What the process says on its standard error ([ProcessWords]) is what reading fails with
/// when the process has failed.
public final class ProcessTransport implements Transport {
    private static final Duration FOREVER = Duration.ofDays(365);

    /// From the end of its output until a process has ended and said why.
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Process process;
    private final ProcessWords words;
    private final String command;
    private final Fd output;
    private final Fd input;
    private final Eventfd wake;
    private final TransportPeer peer;

    private ProcessTransport(
            Process process, String command, Fd output, Fd input, Eventfd wake, String name) {
        this.process = process;
        this.words = new ProcessWords(process.getErrorStream(), name);
        this.command = command;
        this.output = output;
        this.input = input;
        this.wake = wake;
        this.peer = new TransportPeer(name, Optional.empty());
    }

    /// Starts a command.
    public static ProcessTransport start(List<String> command) throws IOException {
        try (Pipe toProcess = Pipe.create();
                Pipe fromProcess = Pipe.create()) {
            Fd input = toProcess.sink().duplicate(3);
            Fd output = fromProcess.source().duplicate(3);
            Eventfd wake = Eventfd.create();
            input.setNonBlocking(true);
            output.setNonBlocking(true);
            try {
                Process process =
                        new ProcessBuilder(command)
                                .redirectInput(Pipe.pathOf(toProcess.source()))
                                .redirectOutput(Pipe.pathOf(fromProcess.sink()))
                                .start();
                String name = "process:" + process.pid() + " (" + command.getFirst() + ")";
                return new ProcessTransport(process, command.getFirst(), output, input, wake, name);
            } catch (IOException | RuntimeException e) {
                input.close();
                output.close();
                wake.close();
                throw e;
            }
        }
    }

    /// The process, for its exit status.
    public Process process() {
        return process;
    }

    @Override
    public int read(ByteBuffer buffer, Consumer<Fd> descriptors) throws IOException {
        for (; ; ) {
            int n = tryRead(buffer, descriptors);
            if (n != 0 || !buffer.hasRemaining()) {
                return n;
            }
            awaitReadable(FOREVER);
        }
    }

    @Override
    public int tryRead(ByteBuffer buffer, Consumer<Fd> descriptors) throws IOException {
        try {
            int n = output.read(buffer);
            if (n < 0) {
                failIfProcessDid();
            }
            return n;
        } catch (PosixException e) {
            return endIfClosed(e);
        }
    }

    /// A process that ends with a status of its own makes an error of the end of its output.
    private void failIfProcessDid() throws IOException {
        try {
            if (!process.waitFor(LAST_WORDS.toNanos(), TimeUnit.NANOSECONDS)
                    || process.exitValue() == 0) {
                return;
            }
            String said = words.whole(LAST_WORDS);
            throw new IOException(
                    command
                            + (said.isEmpty()
                                    ? " ended with status " + process.exitValue()
                                    : ": " + said));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int endIfClosed(PosixException e) throws PosixException {
        if (e.is(Errno.EBADF)) {
            return -1;
        }
        throw e;
    }

    @Override
    public boolean awaitReadable(Duration timeout) throws IOException {
        return await(output, Poll.READABLE, timeout);
    }

    @Override
    public int tryWrite(ByteBuffer buffer) throws IOException {
        try {
            return input.write(buffer);
        } catch (PosixException e) {
            if (e.is(Errno.EPIPE)) {
                failIfProcessDid();
            }
            throw e;
        }
    }

    @Override
    public boolean awaitWritable(Duration timeout) throws IOException {
        return await(input, Poll.WRITABLE, timeout);
    }

    private boolean await(Fd fd, short events, Duration timeout) throws IOException {
        try {
            return Poll.await(fd, events, wake, timeout) != 0 || fd.isClosed();
        } catch (PosixException e) {
            return endIfClosed(e) < 0;
        }
    }

    @Override
    public boolean manyMayWait() {
        return true;
    }

    @Override
    public TransportPeer peer() {
        return peer;
    }

    @Override
    public void close() {
        if (input.isClosed()) {
            return;
        }
        input.close();
        output.close();
        wake.signal();
        wake.close();
        Thread.ofVirtual().name("end of " + peer.description()).start(this::end);
    }

    private void end() {
        try {
            if (process.waitFor(2, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }

    @Override
    public String toString() {
        return peer.description();
    }
}
