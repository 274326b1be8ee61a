package org.ostler.driver.xen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ostler.api.Console;
import org.ostler.api.ConsoleFlag;
import org.ostler.posix.Terminal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The console of a real guest, with and without xenconsoled's log.
@NeedsXen
@ExtendWith(TripleFaultsHere.class)
@Timeout(300)
class XenConsolesLiveTest {
    private static final String NAME = "ostler-console";
    private static final String UP = LabGuest.MARKER;

    private final Libxl libxl = new Libxl();
    private final StandInGuest guest = new StandInGuest(NAME, "");
    private XenStore store;
    private long logStart;
    private int domid;

    @BeforeEach
    void makeGuest() throws Exception {
        XenHost.Present host = (XenHost.Present) XenHost.probe();
        store = XenStore.connect(host.xenstored());
        logStart = new ConsoleLogs(Path.of("/proc")).end(NAME);
        domid =
                libxl.operations()
                        .create(NAME, LabGuest.pvh(NAME, 96 << 10))
                        .result()
                        .get(5, TimeUnit.MINUTES);
        guest.id = OptionalInt.of(domid);
    }

    @AfterEach
    void removeGuest() throws Exception {
        destroy();
        libxl.close();
        store.close();
    }

    private void destroy() throws Exception {
        if (guest.id.isPresent()) {
            guest.id = OptionalInt.empty();
            libxl.operations().destroy(domid).result().get(5, TimeUnit.MINUTES);
        }
    }

    private XenConsoles consoles(String proc) {
        return new XenConsoles(
                path -> store.read(path, Duration.ofSeconds(5)),
                new ConsoleLogs(Path.of(proc)),
                _ -> logStart);
    }

    private void unpause() throws Exception {
        libxl.operations().unpause(domid).result().get(1, TimeUnit.MINUTES);
    }

    private Console open(XenConsoles consoles, ConsoleFlag... flags) {
        return consoles.open(guest, new Console.Request("", Set.of(flags), 1 << 20));
    }

    private static String hear(Console console, String text) throws IOException {
        StringBuilder heard = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(512);
        while (heard.indexOf(text) < 0 && console.read(buffer.clear()) >= 0) {
            heard.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
        }
        return heard.toString();
    }

    private static void type(Console console, String line) throws IOException {
        console.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)));
    }

    private void talkAndEnd(XenConsoles consoles) throws Exception {
        unpause();
        assertThat(consoles.tty(domid, guest.canonical().spec())).contains(libxl.consoleTty(domid));
        try (Console writer = open(consoles);
                Console watcher = open(consoles, ConsoleFlag.WATCH)) {
            assertThat(hear(writer, UP)).contains(UP);
            type(writer, "to the guest");
            assertThat(hear(watcher, "echo: to the guest")).containsOnlyOnce(UP);
            destroy();
            for (Console console : new Console[] {writer, watcher}) {
                hear(console, "nothing more");
                assertThat(console.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            }
        }
    }

    @Test
    void withXenconsoledsLogTheConsoleIsWatchedAndTypedAt() throws Exception {
        assertThat(new ConsoleLogs(Path.of("/proc")).of(NAME))
                .contains(Path.of("/var/log/xen/console/guest-" + NAME + ".log"));
        talkAndEnd(consoles("/proc"));
    }

    @Test
    void withoutLogOneReaderOfTheTerminalServesAll() throws Exception {
        talkAndEnd(consoles("/nowhere"));
    }

    @Test
    void anotherToolHasTheTerminalWhileNobodyTypesHere() throws Exception {
        XenConsoles consoles = consoles("/proc");
        unpause();
        try (Console watcher = open(consoles, ConsoleFlag.WATCH);
                Terminal other = Terminal.open(Path.of(libxl.consoleTty(domid)))) {
            hear(watcher, UP);
            ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
            assertThat(other.read(buffer, Duration.ofSeconds(30))).isPositive();
            assertThat(StandardCharsets.ISO_8859_1.decode(buffer.flip()).toString()).contains(UP);
        }
    }
}
