package org.ostler.cli;

import java.io.PrintStream;

/// The program `ostler`: reads the first word of the command line and answers on standard output;
/// what is wrong with it goes to standard error with exit status 2.
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        var command = arguments.length == 0 ? "help" : arguments[0];
        return switch (command) {
            case "help", "--help", "-h" -> {
                out.println("usage: ostler help | version | daemon [OPTION]...");
                yield 0;
            }
            case "version", "--version" -> {
                out.println("ostler on Java " + Runtime.version());
                yield 0;
            }
            default -> {
                err.println("ostler: unknown command \"" + command + "\"; see: ostler help");
                yield 2;
            }
        };
    }
}
