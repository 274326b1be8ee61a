package org.ostler.cli;

import org.ostler.api.Fault;
import org.ostler.api.Origin;
import org.ostler.cli.output.Printable;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/// Says what went wrong: one line, and with `--verbose` what each layer said.
///
/// @param err where it is said
record Complaints(PrintStream err, boolean verbose) {
    private static final String PROGRAM = "ostler: ";

    /// The command line is wrong.
    ///
    /// @param help the command that tells how it is right
    ExitCode usage(UsageException wrong, String help) {
        err.println(PROGRAM + Printable.line(wrong.sentence()) + "; see: " + help);
        return ExitCode.USAGE;
    }

    /// A call failed.
    ExitCode fault(Fault fault) {
        String known =
                fault.outcomeUnknown()
                        ? " (nobody knows whether it took effect: look before you try again)"
                        : "";
        err.println(PROGRAM + Printable.line(fault.sentence()) + known);
        if (verbose) {
            err.println("  code " + fault.code() + " of " + fault.domain());
            fault.origins().forEach(origin -> err.println("  " + chainLink(origin)));
        }
        return ExitCode.of(fault.code());
    }

    /// The program itself gives up.
    ExitCode failure(Failure failure) {
        return plain(failure.sentence(), failure.code());
    }

    /// A file, or the terminal, cannot be used.
    ExitCode io(IOException broken) {
        return switch (broken) {
            case NoSuchFileException missing ->
                    plain(missing.getFile() + ": no such file", ExitCode.NOT_FOUND);
            case AccessDeniedException denied ->
                    plain(denied.getFile() + ": not allowed", ExitCode.PERMISSION);
            case IOException other -> plain(words(other), ExitCode.FAILED);
        };
    }

    private static String words(IOException broken) {
        String message = broken.getMessage();
        return message == null ? broken.getClass().getSimpleName() : message;
    }

    private ExitCode plain(String sentence, ExitCode code) {
        err.println(PROGRAM + Printable.line(sentence));
        return code;
    }

    private static String chainLink(Origin origin) {
        StringBuilder line = new StringBuilder(origin.layer().word());
        for (String part :
                new String[] {
                    origin.component(), origin.version(), origin.operation(), origin.subject()
                }) {
            if (!part.isEmpty()) {
                line.append(' ').append(part);
            }
        }
        if (!origin.code().isEmpty()) {
            line.append(" [").append(origin.code()).append(']');
        }
        return Printable.line(line.append(": ").append(origin.text()).toString());
    }
}
