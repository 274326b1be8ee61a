package org.ostler.daemon.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.daemon.DaemonFixture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// Recorded conversations of stock clients with a stock libvirtd 9.0.0, said again to Ostler: its
/// answers are libvirtd's, member by member, but for what `docs/protocol.md` lists with its reason.
@Timeout(300)
class ReplayTest {
    private static final Path LIST =
            Path.of(System.getProperty("ostler.root", "..")).resolve("docs/protocol.md");

    @TempDir Path folder;

    /// A row of the list.
    ///
    /// @param byNature whether the values cannot be the same, but might be by chance
    private record Known(String place, boolean byNature) {}

    private static List<Known> known(String recording) throws IOException {
        return Files.readAllLines(LIST).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("[|]"))
                .filter(
                        row ->
                                row.length == 4
                                        && List.of(row[2].split("[ ,]+")).contains(recording))
                .map(
                        row ->
                                new Known(
                                        row[1].replace("`", "").strip(),
                                        row[3].contains("by nature")))
                .toList();
    }

    private void replay(String recording, String driver, Function<DaemonFixture, Path> socket)
            throws Exception {
        List<Known> known = known(recording);
        List<Difference> found;
        try (DaemonFixture daemon = DaemonFixture.start(folder, driver)) {
            found = Replay.of(Recording.read(recording + ".recording"), socket.apply(daemon));
        }
        List<String> places = known.stream().map(Known::place).toList();
        assertThat(found).filteredOn(one -> !places.contains(one.place())).isEmpty();
        assertThat(found)
                .extracting(Difference::place)
                .as("what is listed, and is so no longer")
                .containsAll(
                        known.stream().filter(one -> !one.byNature()).map(Known::place).toList());
    }

    @Test
    void virshOnTheTestDriverIsAnsweredAsByLibvirtd() throws Exception {
        replay("virsh-test", "test", DaemonFixture::socket);
    }

    @Test
    void virshThatMayOnlyLookIsAnsweredAsByLibvirtd() throws Exception {
        replay("virsh-readonly", "test", DaemonFixture::readOnlySocket);
    }

    @Test
    void libvirtPythonOnTheTestDriverIsAnsweredAsByLibvirtdAndGetsItsEvents() throws Exception {
        replay("python-test", "test", DaemonFixture::socket);
    }

    @Test
    void libvirtPythonWithRealQemuIsAnsweredAsByLibvirtdAndGetsItsEvents() throws Exception {
        assumeQemu();
        replay("python-qemu", "qemu", DaemonFixture::socket);
    }

    @Test
    void streamsOfAConsoleAreOpenedEndedAbortedAndRefusedAsByLibvirtd() throws Exception {
        assumeQemu();
        replay("python-console", "qemu", DaemonFixture::socket);
    }

    private static void assumeQemu() {
        Path qemu = Path.of("/usr/bin/qemu-system-x86_64");
        assumeTrue(Files.isExecutable(qemu), qemu + " is not installed (qemu-system-x86)");
    }

    @Test
    void virtAdminIsAnsweredAsByLibvirtd() throws Exception {
        replay("virt-admin", "test", DaemonFixture::adminSocket);
    }
}
