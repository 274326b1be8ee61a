package org.ostler.driver.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.posix.Pidfd;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

@Timeout(120)
class QemuLauncherTest {
    private static final Duration LONG = Duration.ofSeconds(40);
    private static final Duration SHORT = Duration.ofMillis(100);

    @TempDir Path dir;
    private final QmpNotices notices = new QmpNotices();
    private final List<QemuLauncher.Started> started = new ArrayList<>();

    @BeforeEach
    void needsQemu() {
        RealQemu.required();
    }

    @AfterEach
    void endGuests() throws Exception {
        for (QemuLauncher.Started s : started) {
            s.monitor().close();
            s.process().kill();
            s.process().close();
        }
    }

    private QemuStart start(String... more) {
        Path monitor = dir.resolve("monitor");
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "-S",
                                "-nodefaults",
                                "-no-user-config",
                                "-display",
                                "none",
                                "-machine",
                                "pc,accel=tcg",
                                "-m",
                                "4",
                                "-no-shutdown",
                                "-qmp",
                                "unix:" + monitor + ",server=on,wait=off"));
        words.addAll(List.of(more));
        return new QemuStart(
                "g",
                RealQemu.BINARY,
                words,
                Map.of("LC_ALL", "C"),
                new RunAs.Self(),
                dir.resolve("g.log"),
                monitor);
    }

    private QemuLauncher.Started launch(QemuStart start) throws Exception {
        QemuLauncher.Started s = QemuLauncher.start(start, LONG, notices);
        started.add(s);
        return s;
    }

    private static String status(QmpClient monitor) throws QmpException {
        return monitor.execute(QmpCommand.query("query-status"), LONG)
                .asObject()
                .string("status")
                .orElse("");
    }

    @Test
    void guestRunsStopsAndPrintsOnItsSerialPort() throws Exception {
        Path disk = BootSector.disk(dir.resolve("disk"), "hello from the guest\r\n");
        Path serial = dir.resolve("serial");
        QmpClient monitor =
                launch(start("-drive", "format=raw,file=" + disk, "-serial", "file:" + serial))
                        .monitor();
        assertThat(status(monitor)).isEqualTo("prelaunch");
        monitor.execute(QmpCommand.change("cont"), LONG);
        assertThat(notices.next()).startsWith("event RESUME");
        assertThat(status(monitor)).isEqualTo("running");
        Eventually.holds(() -> Files.readString(serial).contains("hello from the guest"));
        monitor.execute(QmpCommand.change("stop"), LONG);
        assertThat(status(monitor)).isEqualTo("paused");
        monitor.execute(QmpCommand.change("system_reset"), LONG);
        assertThat(notices.next("event RESET")).contains("host-qmp-system-reset");
    }

    @Test
    void quitEndsTheProcessAndTheMonitorTells() throws Exception {
        QemuLauncher.Started s = launch(start());
        s.monitor().execute(QmpCommand.change("quit"), LONG);
        assertThat(notices.next("closed")).isEqualTo("closed QEMU closed the monitor");
        assertThat(s.process().awaitEnd(LONG)).isTrue();
        assertThat(s.process().exitStatus()).hasValue(0);
    }

    @Test
    void qemuThatEndsAtOnceIsExplainedByItsOwnLastWordsOfThisStartOnly() throws Exception {
        Files.writeString(dir.resolve("g.log"), "words of an earlier start\n");
        QemuStart bad = start("-drive", "format=raw,file=" + dir.resolve("no-such-disk"));
        QemuStartException e =
                catchThrowableOfType(
                        QemuStartException.class, () -> QemuLauncher.start(bad, LONG, notices));
        assertThat(e).hasMessageContaining("exit status 1");
        assertThat(e.words())
                .contains("no-such-disk': No such file or directory")
                .doesNotContain("earlier start", "starting");
    }

    @Test
    void missingBinaryIsExplained() {
        QemuStart s = start();
        QemuStart bad =
                new QemuStart(
                        s.guest(),
                        dir.resolve("no-qemu"),
                        s.arguments(),
                        s.environment(),
                        s.runAs(),
                        s.log(),
                        s.monitor());
        QemuStartException e =
                catchThrowableOfType(
                        QemuStartException.class, () -> QemuLauncher.start(bad, LONG, notices));
        assertThat(e.words()).contains("no-qemu: No such file or directory");
    }

    @Test
    void qemuThatDoesNotOpenItsMonitorIsKilled() throws Exception {
        QemuStart s = start();
        QemuStart deaf =
                new QemuStart(
                        s.guest(),
                        Path.of("/bin/sh"),
                        List.of("-c", "echo $$ > '" + dir.resolve("pid") + "'; exec sleep 300"),
                        s.environment(),
                        s.runAs(),
                        s.log(),
                        s.monitor());
        QemuStartException e =
                catchThrowableOfType(
                        QemuStartException.class,
                        () -> QemuLauncher.start(deaf, Duration.ofSeconds(2), notices));
        assertThat(e).hasMessageContaining("did not open its monitor in time");
        long pid = Long.parseLong(Files.readString(dir.resolve("pid")).strip());
        assertThat(ProcessIdentity.of(pid)).isEmpty();
    }

    @Test
    void stuckQemuCostsItsCallerTheDeadlineAndItsLateReplyIsConsumed() throws Exception {
        QemuLauncher.Started s = launch(start());
        s.process().signal(Pidfd.SIGNAL_STOP);
        QmpException e =
                catchThrowableOfType(
                        QmpException.class,
                        () -> s.monitor().execute(QmpCommand.change("cont"), SHORT));
        assertThat(e.kind()).isEqualTo(QmpException.Kind.DEADLINE);
        assertThat(e.outcomeUnknown()).isTrue();
        s.process().signal(Pidfd.SIGNAL_CONTINUE);
        assertThat(notices.next("late")).startsWith("late cont");
        assertThat(status(s.monitor())).isEqualTo("running");
    }

    @Test
    void killedQemuIsSeenAtOnce() throws Exception {
        QemuLauncher.Started s = launch(start());
        s.process().signal(Pidfd.SIGNAL_KILL);
        assertThat(notices.next("closed")).isNotEmpty();
        assertThat(s.process().awaitEnd(LONG)).isTrue();
        assertThat(s.process().exitStatus()).hasValue(137);
    }

    @Test
    void terminationNeedsForceWhenQemuIsStuck() throws Exception {
        QemuLauncher.Started willing = launch(start());
        assertThat(willing.process().terminate(LONG)).isTrue();
        assertThat(willing.process().exitStatus()).hasValue(0);
        QemuLauncher.Started stuck = launch(start());
        stuck.process().signal(Pidfd.SIGNAL_STOP);
        assertThat(stuck.process().terminate(SHORT)).isTrue();
        assertThat(stuck.process().exitStatus()).hasValue(137);
    }

    @Test
    void runningQemuIsFoundAgainByItsIdentityAndNeverByItsPidAlone() throws Exception {
        QemuLauncher.Started s = launch(start());
        ProcessIdentity id = s.process().identity();
        s.monitor().close();
        try (QemuProcess again = QemuProcess.find(id).orElseThrow();
                QmpClient monitor =
                        QmpClient.connect("g", dir.resolve("monitor"), LONG, QmpListener.NONE)) {
            assertThat(again.hasEnded()).isFalse();
            assertThat(status(monitor)).isEqualTo("prelaunch");
            assertThat(again.terminate(LONG)).isTrue();
        }
        ProcessIdentity other = new ProcessIdentity(id.pid(), id.startTicks() + 1, id.bootId());
        assertThat(QemuProcess.find(other)).isEmpty();
        assertThat(QemuProcess.find(id)).isEmpty();
    }

    @Test
    void qemuHasASessionOfItsOwnAndNoDescriptorOfTheDaemon() throws Exception {
        try (var open = Files.newByteChannel(Files.createFile(dir.resolve("held")))) {
            assertThat(open.isOpen()).isTrue();
            long pid = launch(start()).process().identity().pid();
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String session = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3];
            assertThat(session).isEqualTo(Long.toString(pid));
            try (var fds = Files.list(Path.of("/proc/" + pid + "/fd"))) {
                for (Path fd : fds.toList()) {
                    assertThat(Files.readSymbolicLink(fd).toString()).doesNotContain("/held");
                }
            }
            assertThat(Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/0")))
                    .isEqualTo(Path.of("/dev/null"));
            assertThat(Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/2")))
                    .isEqualTo(dir.resolve("g.log"));
        }
    }

    @Test
    void logIsCutWithoutDisturbingItsWriter() throws Exception {
        Path file = dir.resolve("log");
        QemuLog log = new QemuLog(file);
        log.begin("first");
        try (var writer = Files.newByteChannel(file, StandardOpenOption.APPEND)) {
            byte[] much = "x".repeat((int) QemuLog.MAX_BYTES).getBytes(StandardCharsets.US_ASCII);
            writer.write(ByteBuffer.wrap(much));
            long position = log.begin("second");
            writer.write(ByteBuffer.wrap("after".getBytes(StandardCharsets.US_ASCII)));
            assertThat(Files.readString(file)).isEqualTo("second\nafter");
            assertThat(log.wordsSince(position)).isEqualTo("after");
            assertThat(Files.size(dir.resolve("log.1"))).isEqualTo(QemuLog.MAX_BYTES);
        }
    }
}
