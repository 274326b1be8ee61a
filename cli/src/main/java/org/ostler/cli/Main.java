package org.ostler.cli;

import java.util.List;

/// Where `ostler` begins.
public final class Main {
    private Main() {}

    /// Runs one command line and ends with its [ExitCode].
    public static void main(String[] arguments) {
        Surroundings process = Surroundings.ofProcess();
        Program program = new Program(process, new LocalHosts(process));
        System.exit(program.run(List.of(arguments)).number());
    }
}
