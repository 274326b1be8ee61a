package org.ostler.driver.xen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ostler.posix.Terminal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// libxl against a real hypervisor.
@NeedsXen
class XenLifecycleTest {
    private static final long SECONDS = 120;

    private final Libxl libxl = new Libxl();
    private final List<Integer> made = new ArrayList<>();

    @AfterEach
    void removeGuests() {
        for (int domid : made) {
            if (libxl.domain(domid).isPresent()) {
                await(libxl.destroy(domid));
            }
        }
        libxl.close();
    }

    @Test
    void guestIsBuiltRunsTalksAndEnds() throws Exception {
        BlockingQueue<DomainEnd> ends = new LinkedBlockingQueue<>();
        try (LibxlEvents events = libxl.events(ends::add)) {
            int domid = create(LabGuest.pvh("ostler-life", LabGuest.KERNEL));
            events.watch(domid).get(SECONDS, TimeUnit.SECONDS);
            DomainInfo paused = libxl.domain(domid).orElseThrow();
            assertThat(paused.state()).isEqualTo(DomainInfo.State.PAUSED);
            assertThat(paused.type()).isEqualTo("hvm");
            assertThat(libxl.domains()).extracting(DomainInfo::domid).contains(0, domid);

            CompletableFuture<String> marker = waitForMarker(libxl.consoleTty(domid));
            await(libxl.unpause(domid));
            assertThat(marker.get(SECONDS, TimeUnit.SECONDS)).contains(LabGuest.MARKER);

            await(libxl.shutdown(domid));
            assertThat(ends.poll(SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(new DomainEnd.Shutdown(domid, ShutdownReason.POWEROFF));
            assertThat(libxl.domain(domid).orElseThrow().shutdownReason())
                    .contains(ShutdownReason.POWEROFF);
            await(libxl.destroy(domid));
            assertThat(ends.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo(new DomainEnd.Death(domid));
            assertThat(libxl.domain(domid)).isEmpty();
        }
    }

    @Test
    void configurationOfRunningGuestComesBack() {
        int domid = create(LabGuest.pvh("ostler-config", LabGuest.KERNEL));
        Json.Obj configuration = await(libxl.configuration(domid));
        assertThat(configuration.object("c_info").string("name")).contains("ostler-config");
        assertThat(configuration.object("b_info").string("kernel")).contains(LabGuest.KERNEL);
        libxl.rename(domid, "ostler-config", "ostler-renamed");
        assertThat(await(libxl.configuration(domid)).object("c_info").string("name"))
                .contains("ostler-renamed");
    }

    @Test
    void missingKernelIsNamedInTheFailure() {
        LibxlOperation<Integer> creation =
                libxl.create("ostler-nokernel", LabGuest.pvh("ostler-nokernel", "/nope/vmlinux"));
        assertThatThrownBy(() -> await(creation))
                .isInstanceOf(LibxlException.class)
                .hasMessageContaining("/nope/vmlinux")
                .hasMessageContaining("No such file or directory");
        assertThat(libxl.domains()).extracting(DomainInfo::domid).containsExactly(0);
    }

    @Test
    void unknownDomainIsAnErrorWithItsName() {
        assertThat(libxl.domain(31000)).isEmpty();
        assertThatThrownBy(() -> await(libxl.pause(31000)))
                .isInstanceOf(LibxlException.class)
                .hasMessageContaining("pausing of domain 31000");
    }

    @Test
    void savingIntoAPipeThatNobodyReadsCanBeCancelledAndTheGuestGoesOn() {
        int domid = create(LabGuest.pvh("ostler-cancel", LabGuest.KERNEL));
        await(libxl.unpause(domid));
        BlockingQueue<LibxlProgress> progress = new LinkedBlockingQueue<>();
        Native.Pipe pipe = Native.pipe(64 << 10);
        try {
            LibxlOperation<Integer> save =
                    libxl.suspend(domid, pipe.writeEnd(), true, progress::add);
            save.cancel();
            assertThatThrownBy(() -> await(save))
                    .isInstanceOfSatisfying(
                            LibxlException.class,
                            e -> assertThat(e.codeName()).isEqualTo("ERROR_ABORTED"));
        } finally {
            Native.close(pipe.readEnd());
            Native.close(pipe.writeEnd());
        }
        assertThat(libxl.domain(domid).orElseThrow().state())
                .isIn(DomainInfo.State.RUNNING, DomainInfo.State.BLOCKED);
    }

    @Test
    void cancelledCreationLeavesNoDomain() {
        LibxlOperation<Integer> creation =
                libxl.create("ostler-stop", LabGuest.pvh("ostler-stop", LabGuest.KERNEL));
        creation.cancel();
        try {
            made.add(await(creation)); // libxl may have been past its end
        } catch (LibxlException e) {
            assertThat(e.is(LibxlError.ABORTED)).isTrue();
            assertThat(libxl.domains()).extracting(DomainInfo::domid).containsExactly(0);
        }
    }

    @Test
    void twentyGuestsLeaveNoDescriptorAndNoThread() throws IOException {
        make();
        long descriptors = count("/proc/self/fd");
        long threads = count("/proc/self/task");
        for (int i = 0; i < 20; i++) {
            make();
        }
        assertThat(count("/proc/self/fd")).isEqualTo(descriptors);
        assertThat(count("/proc/self/task")).isLessThanOrEqualTo(threads);
    }

    private void make() {
        int domid = create(LabGuest.pvh("ostler-again", 96 << 10));
        LibxlOperation<Integer> destruction = libxl.destroy(domid);
        await(destruction);
    }

    private int create(Json.Obj document) {
        String name = document.object("c_info").string("name").orElseThrow();
        int domid = await(libxl.create(name, document));
        made.add(domid);
        return domid;
    }

    private static <T> T await(LibxlOperation<T> operation) {
        try {
            T value = operation.result().orTimeout(SECONDS, TimeUnit.SECONDS).join();
            operation.ended().orTimeout(SECONDS, TimeUnit.SECONDS).join();
            return value;
        } catch (CompletionException e) {
            throw e.getCause() instanceof LibxlException failure ? failure : e;
        }
    }

    /// Java's own files would make the console this process's controlling terminal, whose end ends
    /// the process.
    private static CompletableFuture<String> waitForMarker(String tty) {
        var marker = new CompletableFuture<String>();
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            try (Terminal terminal = Terminal.open(Path.of(tty))) {
                                var heard = new StringBuilder();
                                ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
                                while (!heard.toString().contains(LabGuest.MARKER)
                                        || heard.indexOf("type=") < 0) {
                                    if (terminal.read(buffer.clear(), Duration.ofSeconds(SECONDS))
                                            <= 0) {
                                        break;
                                    }
                                    heard.append(StandardCharsets.UTF_8.decode(buffer.flip()));
                                }
                                marker.complete(heard.toString());
                            } catch (IOException | RuntimeException e) {
                                marker.completeExceptionally(e);
                            }
                        });
        return marker;
    }

    private static long count(String directory) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of(directory))) {
            return entries.count();
        }
    }
}
