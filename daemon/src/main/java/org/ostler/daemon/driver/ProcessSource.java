package org.ostler.daemon.driver;

import org.ostler.api.Hypervisor;
import org.ostler.client.Options;
import org.ostler.client.RemoteHypervisor;

import java.time.Duration;

/// A driver in a process of its own, reached over the wire.
///
/// What it opens makes its connection anew when the process was started again, so that it stays
/// good for as long as the daemon runs.
public final class ProcessSource implements DriverSource {
    /// How long a process may take until it answers: a JVM's start, and the driver's first look.
    private static final Duration READY = Duration.ofSeconds(60);

    private final String name;
    private final String uri;
    private final Runnable precondition;
    private final DriverProcess process;

    /// @param uri the driver's address
    /// @param precondition throws a [org.ostler.api.Fault] where this host cannot run the driver,
    ///   which saves starting a process only to hear that
    public ProcessSource(String uri, Runnable precondition, DriverProcess.Launch launch) {
        this.name = launch.name();
        this.uri = uri;
        this.precondition = precondition;
        this.process = new DriverProcess(launch);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean local() {
        return false;
    }

    @Override
    public Hypervisor open() throws InterruptedException {
        precondition.run();
        process.awaitReady(READY);
        return RemoteHypervisor.open(process.socket(), uri, Options.DEFAULT);
    }

    @Override
    public void close() {
        process.close();
    }
}
