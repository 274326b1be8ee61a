package org.ostler.daemon.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.ostler.daemon.DaemonProcess;
import org.ostler.daemon.ProcessFigures;
import org.ostler.wire.protocol.ConnectOpenArgs;
import org.ostler.wire.protocol.DomainLookupByNameArgs;
import org.ostler.wire.protocol.RemoteProcedures;
import org.ostler.wire.protocol.WireDomain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// A daemon with the flags of the packaged one, that is attacked while a [Bystander] watches, and
/// then looked over: it has met no exception that nobody expected, is within its memory, has given
/// back what it took, and answers.
final class HostileDaemon implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int RESIDENT_MAX_KIB = 400 << 10;
    private static final int SPARE_DESCRIPTORS = 8;
    private static final String TEST = "test:///default";

    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    private final Path socket;
    private final DaemonProcess process;
    private final Bystander bystander;
    private final WireDomain known;
    private final ProcessFigures before;

    /// Something that is done to the daemon through a connection.
    @FunctionalInterface
    interface Attack {
        void make(RawClient client) throws IOException;
    }

    /// Starts it with the drivers `test` and `qemu`.
    HostileDaemon(Path folder) throws IOException {
        socket = folder.resolve("s/libvirt-sock");
        process = DaemonProcess.shipped(folder, "test", "qemu");
        process.awaitFile(socket);
        // The file is there a moment before anybody listens.
        bystander =
                new Bystander(
                        await().atMost(PATIENCE)
                                .ignoreExceptions()
                                .until(() -> open(TEST), client -> true));
        try (RawClient client = open(TEST)) {
            known =
                    client.call(
                                    RemoteProcedures.DOMAIN_LOOKUP_BY_NAME,
                                    new DomainLookupByNameArgs("test"))
                            .dom();
        }
        before = ProcessFigures.of(process.pid());
    }

    /// A connection that nothing has been said on.
    RawClient connect() throws IOException {
        return RawClient.connect(socket);
    }

    /// A connection that has opened the test driver.
    RawClient open() throws IOException {
        return open(TEST);
    }

    /// A connection that has opened a driver.
    RawClient open(String address) throws IOException {
        RawClient client = connect();
        client.call(RemoteProcedures.CONNECT_OPEN, new ConnectOpenArgs(Optional.of(address), 0));
        return client;
    }

    /// The domain that the test driver has from the start.
    WireDomain known() {
        return known;
    }

    /// Attacks through a connection that is closed in the end, and before that when an answer takes
    /// too long: reading then fails.
    void attack(RawClient client, Attack attack) throws IOException {
        ScheduledFuture<?> late =
                watch.schedule(() -> close(client), PATIENCE.toSeconds(), TimeUnit.SECONDS);
        try (client) {
            attack.make(client);
            assertThat(late.isDone()).as("the daemon answers in time").isFalse();
        } catch (AssertionError found) {
            throw new AssertionError(found.getMessage() + "\n" + process.output(), found);
        } finally {
            late.cancel(false);
        }
    }

    private static void close(RawClient client) {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends the other client and looks the daemon over.
    void check() throws Exception {
        bystander.check();
        bystander.close();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(ProcessFigures.of(process.pid()).descriptors())
                                        .as("descriptors")
                                        .isLessThan(before.descriptors() + SPARE_DESCRIPTORS));
        assertThat(process.output()).doesNotContain("incident", "level=ERROR");
        assertThat(ProcessFigures.of(process.pid()).residentKib())
                .as("memory")
                .isLessThan(RESIDENT_MAX_KIB);
        try (RawClient client = open(TEST)) {
            assertThat(client.call(RemoteProcedures.CONNECT_GET_TYPE).type()).isEqualTo("TEST");
        }
    }

    @Override
    public void close() throws IOException {
        watch.shutdownNow();
        bystander.close();
        process.close();
    }
}
