package org.ostler.driver.xen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.api.Console;
import org.ostler.api.ConsoleFlag;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.Layer;
import org.ostler.posix.PseudoTerminal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Consoles whose xenconsoled is the test: a pseudo-terminal, a log, and the nodes of xenstore.
@Timeout(60)
class XenConsolesTest {
    private static final String PTY = "<console type='pty'><target type='xen' port='0'/></console>";

    @TempDir private Path proc;
    @TempDir private Path logs;

    private final Map<String, String> nodes = new ConcurrentHashMap<>();
    private final StandInGuest guest = new StandInGuest("web", PTY);
    private PseudoTerminal terminal;
    private XenConsoles consoles;
    private long logStart;

    @BeforeEach
    void openTerminal() throws IOException {
        terminal = PseudoTerminal.open();
        nodes.put("/local/domain/7/console/tty", terminal.path().toString());
        consoles =
                new XenConsoles(
                        path -> Optional.ofNullable(nodes.get(path)),
                        new ConsoleLogs(proc),
                        _ -> logStart);
    }

    @AfterEach
    void closeTerminal() {
        terminal.close();
    }

    /// xenconsoled runs and keeps a log of that guest.
    private Path logged(String name) throws IOException {
        Path log = logs.resolve("guest-" + name + ".log");
        Files.writeString(log, "");
        Path process = Files.createDirectories(proc.resolve("230"));
        Files.writeString(process.resolve("comm"), "xenconsoled\n");
        Files.writeString(
                process.resolve("cmdline"),
                "/usr/lib/xen/bin/xenconsoled\0--log=guest\0--log-dir=" + logs + "\0");
        Files.createSymbolicLink(Files.createDirectories(process.resolve("fd")).resolve("9"), log);
        return log;
    }

    private static void append(Path log, String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }

    private void print(String text) throws IOException {
        terminal.terminal().write(direct(text), Duration.ofSeconds(5));
    }

    private static ByteBuffer direct(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private Console open(String device, ConsoleFlag... flags) {
        return consoles.open(guest, new Console.Request(device, Set.of(flags), 10_000));
    }

    private static String hear(Console console, String text) throws IOException {
        StringBuilder heard = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(512);
        while (heard.indexOf(text) < 0 && console.read(buffer.clear()) >= 0) {
            heard.append(StandardCharsets.UTF_8.decode(buffer.flip()));
        }
        return heard.toString();
    }

    @Test
    void whereXenconsoledLogsWatchersTakeNothingFromTheTerminal() throws IOException {
        Path log = logged("web");
        append(log, "of an earlier guest\n");
        logStart = consoles.logEnd("web");
        append(log, "up\n");
        print("up\n");
        try (Console watcher = open("", ConsoleFlag.WATCH);
                var other = org.ostler.posix.Terminal.open(terminal.path())) {
            assertThat(hear(watcher, "up")).isEqualTo("up\n");
            ByteBuffer buffer = ByteBuffer.allocateDirect(100);
            assertThat(other.read(buffer, Duration.ofSeconds(5))).isPositive();
        }
    }

    @Test
    void logOfAnEarlierGuestThatNobodyWritesIsNotTaken() throws IOException {
        Path old = logged("web");
        append(old, "stale");
        Files.delete(proc.resolve("230/fd/9"));
        print("fresh");
        try (Console watcher = open("console0", ConsoleFlag.WATCH)) {
            assertThat(hear(watcher, "fresh")).contains("fresh").doesNotContain("stale");
        }
    }

    @Test
    void withoutLogManyWatchAndOneTypes() throws IOException {
        print("booting, up\n");
        try (Console writer = open("");
                Console watcher = open("", ConsoleFlag.WATCH)) {
            hear(writer, "up");
            assertThat(hear(watcher, "up")).contains("booting");
            assertThatThrownBy(() -> open(""))
                    .isInstanceOfSatisfying(
                            Fault.class,
                            e -> assertThat(e.code()).isEqualTo(FaultCode.OPERATION_FAILED))
                    .hasMessageContaining("Active console session exists for this domain");
            writer.write(direct("ls\n"));
            assertThat(typed("ls")).contains("ls");
            Console forced = open("", ConsoleFlag.FORCE);
            assertThat(writer.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            print("still here\n");
            assertThat(hear(watcher, "here")).contains("still");
            forced.close();
        }
    }

    /// What came from the watched side until the word did; the kernel may have echoed what was
    /// printed before somebody made the terminal raw.
    private String typed(String word) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf(word) < 0) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(100);
            assertThat(terminal.terminal().read(buffer, Duration.ofSeconds(5))).isPositive();
            text.append(StandardCharsets.UTF_8.decode(buffer.flip()));
        }
        return text.toString();
    }

    @Test
    void consoleEndsWithItsDomainEvenIfAnotherIsMadeAtOnce() throws IOException {
        logged("web");
        try (Console watcher = open("", ConsoleFlag.WATCH);
                Console writer = open("")) {
            guest.id = OptionalInt.of(8);
            assertThat(watcher.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(writer.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @Test
    void terminalThatXenstoreDoesNotNameIsAFaultWithTheNode() {
        nodes.clear();
        assertThatThrownBy(() -> open("", ConsoleFlag.WATCH))
                .isInstanceOfSatisfying(
                        Fault.class,
                        e ->
                                assertThat(e.origins())
                                        .extracting(origin -> origin.layer())
                                        .containsExactly(Layer.DRIVER, Layer.XENSTORE))
                .hasMessageContaining("/local/domain/7/console/tty");
    }

    @Test
    void terminalThatIsGoneIsAFaultOfTheSystem() {
        nodes.put("/local/domain/7/console/tty", "/dev/pts/99999");
        assertThatThrownBy(() -> open(""))
                .isInstanceOfSatisfying(
                        Fault.class,
                        e ->
                                assertThat(e.origins())
                                        .extracting(origin -> origin.layer())
                                        .containsExactly(Layer.DRIVER, Layer.OS))
                .hasMessageContaining("/dev/pts/99999");
    }

    @Test
    void deviceIsFoundByItsAliasAndAnUnknownOneIsRefused() throws IOException {
        open("console0", ConsoleFlag.WATCH).close();
        assertThatThrownBy(() -> open("serial3"))
                .isInstanceOfSatisfying(
                        Fault.class, e -> assertThat(e.code()).isEqualTo(FaultCode.INVALID_ARG))
                .hasMessageContaining("cannot find console device 'serial3'");
    }

    @Test
    void guestWhoseDescriptionHasNoConsoleHasOneAllTheSame() throws IOException {
        var bare = new StandInGuest("bare", "");
        assertThat(consoles.tty(7, bare.canonical().spec())).contains(terminal.path().toString());
    }
}
