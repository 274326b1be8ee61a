package org.ostler.daemon;

import org.ostler.api.log.LateLogger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// How many clients the descriptors that this process may have are enough for.
///
/// Each client takes one. Without a bound below the kernel's (`ulimit -n`) clients that do nothing
/// could take the last, and then no guest could be started and nothing be stored. Stateless.
final class ClientRoom {
    private static final System.Logger LOG = LateLogger.of(ClientRoom.class);

    /// For everything but clients: files, guests' monitors, consoles and logs.
    private static final long OTHERS = 512;

    private static final String LABEL = "Max open files";
    private static final Path LIMITS = Path.of("/proc/self/limits");

    private ClientRoom() {}

    /// As many clients as were wished for, or as many as there is room for.
    static int of(int wished) {
        try {
            int room = of(wished, Files.readAllLines(LIMITS));
            if (room < wished) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0} clients at once instead of max_clients = {1}: the kernel allows this"
                                + " process no more open files (ulimit -n, or LimitNOFILE= of its"
                                + " service)",
                        Integer.toString(room),
                        Integer.toString(wished));
            }
            return room;
        } catch (IOException | NumberFormatException unknown) {
            return wished;
        }
    }

    /// @param limits the lines of proc(5)'s `limits`
    /// @throws NumberFormatException when they are not what is known here
    static int of(int wished, List<String> limits) {
        for (String line : limits) {
            if (line.startsWith(LABEL)) {
                String soft = line.substring(LABEL.length()).strip().split(" +", 2)[0];
                if (!soft.equals("unlimited")) {
                    long all = Long.parseLong(soft);
                    long others = Math.min(OTHERS, all / 4);
                    return Math.clamp(all - others, 1, wished);
                }
            }
        }
        return wished;
    }
}
