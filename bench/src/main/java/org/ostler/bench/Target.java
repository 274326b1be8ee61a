package org.ostler.bench;

import org.jspecify.annotations.Nullable;
import org.ostler.wire.protocol.Nothing;
import org.ostler.wire.protocol.RemoteProcedures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// One of the two daemons: started, asked, stopped.
///
/// Used by one thread, but for [#kill()], which any thread may call, and [#connect()].
final class Target implements AutoCloseable {
    private static final String HYPERVISOR = "qemu:///system";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(1);

    private final Installation installation;
    private final ProcessUsage usage = new ProcessUsage();
    private volatile @Nullable Process process;

    Target(Installation installation) {
        this.installation = installation;
    }

    Side side() {
        return installation.side();
    }

    Path socket() {
        return installation.socket();
    }

    /// The hypervisor's address for libvirt's clients.
    String libvirtUri() {
        return "qemu+unix:///system?socket=" + socket();
    }

    /// Starts it without anything that it knew before, and waits until it answers.
    void startFresh() throws IOException {
        stop();
        installation.freshen();
        start(0);
    }

    /// Starts it on what it knew and waits until it answers.
    ///
    /// @param domains that it has to know; an answer that tells of fewer is none
    /// @return nanoseconds from just before the process is made until the first answer
    long start(int domains) throws IOException {
        Files.deleteIfExists(socket());
        long begun = System.nanoTime();
        Process started = launch();
        process = started;
        awaitAnswer(started, begun, domains);
        return System.nanoTime() - begun;
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(installation.command());
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
        builder.environment().put("LC_ALL", "C");
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(installation.log().toFile()))
                .start();
    }

    /// An answer is one that needs the driver: how many domains are defined.
    private void awaitAnswer(Process started, long begun, int domains) throws IOException {
        while (true) {
            if (Files.exists(socket()) && answers(domains)) {
                return;
            }
            if (!started.isAlive() || System.nanoTime() - begun > START.toNanos()) {
                throw new IOException(
                        side().title() + " does not answer; its words: " + installation.log());
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private boolean answers(int domains) {
        try (WireLink link = connect()) {
            return link.call(RemoteProcedures.CONNECT_NUM_OF_DEFINED_DOMAINS, Nothing.NOTHING).num()
                    >= domains;
        } catch (IOException notYet) {
            return false;
        }
    }

    /// Waits until it knows what its QEMU can do: it keeps that for its next start.
    void learn() throws IOException {
        try (WireLink link = connect()) {
            link.call(RemoteProcedures.CONNECT_GET_CAPABILITIES, Nothing.NOTHING);
        }
    }

    /// A connection of the measuring client.
    WireLink connect() throws IOException {
        return WireLink.open(socket(), HYPERVISOR);
    }

    long pid() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException(side().title() + " does not run");
        }
        return running.pid();
    }

    /// Processor time that it and its children have used so far.
    double cpuMillis() throws IOException {
        return usage.cpuMillis(pid());
    }

    /// Resident memory of it and its children, in units of 1,000,000 bytes.
    double residentMegabytes() throws IOException {
        return usage.residentMegabytes(pid());
    }

    /// Stops it as systemd would; does nothing when it does not run.
    void stop() throws IOException {
        Process running = process;
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                running.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        process = null;
    }

    /// Ends it at once, which ends every wait for it.
    void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
