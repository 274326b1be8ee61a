package org.ostler.driver.qemu;

import org.ostler.api.Plan;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/// Fills the holes of one start: ports, addresses, times. Used by the starting thread; remembers
/// what it chose, for the live description.
final class Bindings implements LateValues {
    private static final int FIRST_PORT = 5900;
    private static final int LAST_PORT = 65535;
    private static final DateTimeFormatter RTC =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    private final Clock clock;
    private final Map<String, String> chosen = new HashMap<>();
    private int nextPort = FIRST_PORT;

    Bindings(Clock clock) {
        this.clock = clock;
    }

    /// What was chosen, by the holes' names.
    Map<String, String> chosen() {
        return Map.copyOf(chosen);
    }

    @Override
    public String value(Plan.LateBinding hole) {
        String known = chosen.get(hole.name());
        if (known != null) {
            return known;
        }
        String value = choose(hole);
        chosen.put(hole.name(), value);
        return value;
    }

    private String choose(Plan.LateBinding hole) {
        String name = hole.name();
        if (name.endsWith(".port")) {
            return "" + freePort();
        }
        if (name.endsWith(".address")) {
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
        if (name.equals("rtc.base")) {
            return RTC.format(
                    ZonedDateTime.now(clock.withZone(ZoneId.systemDefault()))
                            .truncatedTo(ChronoUnit.SECONDS));
        }
        throw Refusals.unsupported(
                name + " cannot be provided by this driver yet (" + hole.rule() + ")");
    }

    /// The lowest port from 5900 on that nobody listens on. Another process may take it before QEMU
    /// does; QEMU then says so, and the start fails without harm.
    private int freePort() {
        while (nextPort <= LAST_PORT) {
            int port = nextPort++;
            if (isFree(port)) {
                return port;
            }
        }
        throw Refusals.unsupported("no port from 5900 on is free for a display");
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
