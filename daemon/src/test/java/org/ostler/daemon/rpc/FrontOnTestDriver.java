package org.ostler.daemon.rpc;

import org.ostler.api.Caller;
import org.ostler.api.Hypervisor;
import org.ostler.client.Options;
import org.ostler.client.RemoteHypervisor;
import org.ostler.daemon.driver.DriverSource;
import org.ostler.daemon.driver.Drivers;
import org.ostler.driver.test.TestDriver;
import org.ostler.driver.test.TestHypervisor;
import org.ostler.engine.Engine;
import org.ostler.posix.UnixListener;
import org.ostler.wire.ConnectionAdmission;
import org.ostler.wire.ConnectionClock;
import org.ostler.wire.ConnectionLimits;
import org.ostler.wire.ConnectionServices;
import org.ostler.wire.FrameBuffers;
import org.ostler.wire.UnixTransportListener;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/// The daemon's front on a socket, over the test driver; it can go and come back while the host
/// stays, as a daemon that is started anew over guests that go on.
final class FrontOnTestDriver implements AutoCloseable {
    private final TestDriver driver;
    private final Engine engine;
    private final Drivers drivers;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("test-timer").factory());
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    private final Path directory;
    private final Path socket;
    private RpcFront front;

    private record Source(Engine engine) implements DriverSource {
        @Override
        public String name() {
            return "test";
        }

        @Override
        public Hypervisor open() {
            return engine.as(new Caller("daemon"));
        }
    }

    FrontOnTestDriver() {
        this(new TestDriver(), TestHypervisor::open);
    }

    /// @param maker makes the engine around the driver
    FrontOnTestDriver(TestDriver driver, Function<TestDriver, Engine> maker) {
        this.driver = driver;
        this.engine = maker.apply(driver);
        this.drivers = new Drivers(List.of(new Source(engine)));
        try {
            directory = Files.createTempDirectory("ostler-front");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        socket = directory.resolve("sock");
        drivers.start();
        front = started();
    }

    private RpcFront started() {
        RpcFront made =
                new RpcFront(
                        new FrontContext(drivers, tasks, Optional.empty(), "0"),
                        new ConnectionAdmission(100, 20),
                        ConnectionLimits.DEFAULT,
                        new ConnectionServices(
                                new FrameBuffers(), ConnectionClock.system(timer), tasks));
        try {
            made.listen(
                    new UnixTransportListener(
                            UnixListener.bind(socket, 0600, OptionalInt.empty(), 16)),
                    false,
                    Optional.of("test"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return made;
    }

    TestDriver driver() {
        return driver;
    }

    /// The host itself, past the wire.
    Engine engine() {
        return engine;
    }

    /// Calls that have not been answered, of all clients.
    int callsInProgress() {
        return front.clients().callsInProgress();
    }

    Path socket() {
        return socket;
    }

    RemoteHypervisor open(Options options) {
        return RemoteHypervisor.open(socket, "test:///default", options);
    }

    /// Cuts all connections and listens no more.
    void goAway() {
        front.close();
    }

    void comeBack() {
        front = started();
    }

    @Override
    public void close() {
        front.close();
        drivers.close();
        engine.close();
        timer.shutdownNow();
        tasks.shutdown();
        try {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
