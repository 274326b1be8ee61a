package org.ostler.driver.xen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.posix.Terminal;
import org.ostler.xlcfg.Json;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// libxl against a real hypervisor.
@NeedsXen
@ExtendWith(TripleFaultsHere.class)
class XenLifecycleTest {
    private static final long SECONDS = 120;

    private final Libxl libxl = new Libxl();
    private final List<Integer> made = new ArrayList<>();

    @AfterEach
    void removeGuests() {
        for (int domid : made) {
            if (libxl.domain(domid).isPresent()) {
                await(libxl.operations().destroy(domid));
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
            await(libxl.operations().unpause(domid));
            assertThat(marker.get(SECONDS, TimeUnit.SECONDS)).contains(LabGuest.MARKER);

            await(libxl.operations().shutdown(domid));
            assertThat(ends.poll(SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(new DomainEnd.Shutdown(domid, ShutdownReason.POWEROFF));
            assertThat(libxl.domain(domid).orElseThrow().shutdownReason())
                    .contains(ShutdownReason.POWEROFF);
            await(libxl.operations().destroy(domid));
            assertThat(ends.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo(new DomainEnd.Death(domid));
            assertThat(libxl.domain(domid)).isEmpty();
        }
    }

    @Test
    void configurationOfRunningGuestComesBack() {
        int domid = create(LabGuest.pvh("ostler-config", LabGuest.KERNEL));
        Json.Obj configuration = await(libxl.operations().configuration(domid));
        assertThat(configuration.object("c_info").string("name")).contains("ostler-config");
        assertThat(configuration.object("b_info").string("kernel")).contains(LabGuest.KERNEL);
        libxl.rename(domid, "ostler-config", "ostler-renamed");
        assertThat(await(libxl.operations().configuration(domid)).object("c_info").string("name"))
                .contains("ostler-renamed");
    }

    @Test
    void missingKernelIsNamedInTheFailure() {
        LibxlOperation<Integer> creation =
                libxl.operations()
                        .create(
                                "ostler-nokernel",
                                LabGuest.pvh("ostler-nokernel", "/nope/vmlinux"));
        assertThatThrownBy(() -> await(creation))
                .isInstanceOf(LibxlException.class)
                .hasMessageContaining("/nope/vmlinux")
                .hasMessageContaining("No such file or directory");
        assertThat(libxl.domains()).extracting(DomainInfo::domid).containsExactly(0);
    }

    @Test
    void unknownDomainIsAnErrorWithItsName() {
        assertThat(libxl.domain(31000)).isEmpty();
        assertThatThrownBy(() -> await(libxl.operations().pause(31000)))
                .isInstanceOf(LibxlException.class)
                .hasMessageContaining("pausing domain 31000");
    }

    @Test
    void savingThatNobodyReadsCanBeCancelledAndTheGuestGoesOn() throws Exception {
        int domid = create(LabGuest.pvh("ostler-cancel", LabGuest.KERNEL));
        await(libxl.operations().unpause(domid));
        var pipe = Pipe.open();
        LibxlOperation<Integer> save =
                libxl.operations().suspend(domid, pipe.sink(), true, step -> {});
        save.cancel();
        assertThatThrownBy(() -> await(save))
                .isInstanceOfSatisfying(
                        LibxlException.class,
                        e -> assertThat(e.codeName()).isEqualTo("ERROR_ABORTED"));
        pipe.source().close();
        assertThat(libxl.domain(domid).orElseThrow().state())
                .isIn(DomainInfo.State.RUNNING, DomainInfo.State.BLOCKED);
    }

    @Test
    void savingWhoseOtherSideIsGoneFailsAndTheGuestGoesOn() throws Exception {
        int domid = create(LabGuest.pvh("ostler-gone", LabGuest.KERNEL));
        await(libxl.operations().unpause(domid));
        var pipe = Pipe.open();
        pipe.source().close();
        LibxlOperation<Integer> save =
                libxl.operations().suspend(domid, pipe.sink(), true, step -> {});
        assertThatThrownBy(() -> await(save))
                .isInstanceOf(LibxlException.class)
                .hasMessageContaining("the stream failed")
                .hasCauseInstanceOf(IOException.class);
        assertThat(libxl.domain(domid).orElseThrow().state())
                .isIn(DomainInfo.State.RUNNING, DomainInfo.State.BLOCKED);
    }

    @Tag("full")
    @Test
    void guestIsSavedToAFileAndRestored(@TempDir Path directory) throws Exception {
        Json.Obj document = LabGuest.pvh("ostler-save", 96 << 10);
        int domid = create(document);
        await(libxl.operations().unpause(domid));
        Path file = directory.resolve("state");
        var steps = new ArrayList<LibxlProgress>();
        try (FileChannel sink =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            await(libxl.operations().suspend(domid, sink, false, steps::add));
        }
        assertThat(Files.size(file)).isGreaterThan(90L << 20);
        assertThat(steps).isNotEmpty();
        assertThat(libxl.domain(domid).orElseThrow().shutdownReason())
                .contains(ShutdownReason.SUSPEND);
        await(libxl.operations().destroy(domid));
        try (FileChannel source = FileChannel.open(file)) {
            int restored =
                    await(libxl.operations().restore("ostler-save", document, source, step -> {}));
            made.add(restored);
            await(libxl.operations().unpause(restored));
            assertThat(libxl.domain(restored).orElseThrow().state())
                    .isIn(DomainInfo.State.RUNNING, DomainInfo.State.BLOCKED);
        }
    }

    @Test
    void streamThatIsNoneLeavesNoDomain(@TempDir Path directory) throws Exception {
        Path file = Files.write(directory.resolve("state"), new byte[100_000]);
        assertThatThrownBy(() -> restore("ostler-garbage", file))
                .isInstanceOf(LibxlException.class)
                .hasMessageContaining("LibxlFmt");
        assertThat(libxl.domains()).extracting(DomainInfo::domid).containsExactly(0);
    }

    @Test
    void streamThatEndsEarlyLeavesNoDomain(@TempDir Path directory) throws Exception {
        byte[] head = HexFormat.of().parseHex("4c6962786c466d7400000002000000000100000000000000");
        Path file = Files.write(directory.resolve("state"), head);
        assertThatThrownBy(() -> restore("ostler-short", file)).isInstanceOf(LibxlException.class);
        assertThat(libxl.domains()).extracting(DomainInfo::domid).containsExactly(0);
    }

    private void restore(String name, Path file) throws IOException {
        try (FileChannel source = FileChannel.open(file)) {
            made.add(
                    await(
                            libxl.operations()
                                    .restore(
                                            name,
                                            LabGuest.pvh(name, 96 << 10),
                                            source,
                                            step -> {})));
        }
    }

    @Test
    void hostTellsItsFacts() {
        XenFacts facts = XenFacts.read(libxl);
        assertThat(facts.version().release()).isEqualTo(Libxl.version());
        assertThat(facts.version().capabilities()).contains("xen-3.0-x86_64");
        assertThat(facts.cpus()).hasSize(facts.processors().count());
        assertThat(facts.nodes()).hasSize(facts.processors().nodes());
        assertThat(facts.memory().totalKib()).isBetween(512L << 10, 1L << 40);
        assertThat(facts.memory().freeKib()).isLessThan(facts.memory().totalKib());
        assertThat(facts.features().obstacleTo(XenGuestType.PV)).isEmpty();
        assertThat(facts.features().obstacleToLiveMigration(XenGuestType.PVH)).isEmpty();
    }

    @Test
    void cancelledCreationLeavesNoDomain() {
        LibxlOperation<Integer> creation =
                libxl.operations()
                        .create("ostler-stop", LabGuest.pvh("ostler-stop", LabGuest.KERNEL));
        creation.cancel();
        try {
            made.add(await(creation)); // libxl may have been past its end
        } catch (LibxlException e) {
            assertThat(e.is(LibxlError.ABORTED)).isTrue();
            assertThat(libxl.domains()).extracting(DomainInfo::domid).containsExactly(0);
        }
    }

    /// The JVM's own pools (compilers, carriers of virtual threads) may grow by a few threads
    /// meanwhile; a guest that left one behind would leave as many as there were guests.
    @Test
    void manyGuestsLeaveNoDescriptorAndNoThread() throws IOException {
        int guests = Boolean.getBoolean("ostler.full") ? 100 : 12;
        make();
        long descriptors = count("/proc/self/fd");
        long threads = count("/proc/self/task");
        for (int i = 0; i < guests; i++) {
            make();
        }
        assertThat(count("/proc/self/fd")).isEqualTo(descriptors);
        assertThat(count("/proc/self/task")).isLessThan(threads + guests / 2);
    }

    private void make() {
        int domid = create(LabGuest.pvh("ostler-again", 96 << 10));
        LibxlOperation<Integer> destruction = libxl.operations().destroy(domid);
        await(destruction);
    }

    private int create(Json.Obj document) {
        String name = document.object("c_info").string("name").orElseThrow();
        int domid = await(libxl.operations().create(name, document));
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
                                while (heard.indexOf(LabGuest.READY) < 0) {
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
