package org.ostler.daemon.driver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command line that starts this very program again: the same Java, flags and modules, with
/// other arguments.
public final class SelfCommand {
    private static final String MAIN_CLASS = "org.ostler.daemon.Main";

    private SelfCommand() {}

    /// The command for these arguments, from `/proc/self/cmdline` (proc(5)).
    ///
    /// @throws IOException when this process was not started as the daemon is
    public static List<String> with(List<String> arguments) throws IOException {
        String java = Files.readSymbolicLink(Path.of("/proc/self/exe")).toString();
        String line = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8);
        return with(java, List.of(line.split("\0")), arguments);
    }

    static List<String> with(String java, List<String> own, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java);
        for (String word : own.subList(1, own.size())) {
            // A training run's child would write over the cache that is being made.
            if (!word.startsWith("-XX:AOTCacheOutput") && !word.startsWith("-XX:AOTMode")) {
                command.add(word);
            }
            if (word.endsWith(MAIN_CLASS)) {
                command.addAll(arguments);
                return command;
            }
        }
        throw new IOException("the command line of this process does not name " + MAIN_CLASS);
    }
}
