package org.ostler.cli;

import java.io.IOException;
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
                out.println("usage: ostler demo | daemon [OPTION]... | version | help");
                yield 0;
            }
            case "demo" -> demo(out, err);
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

    private static int demo(PrintStream out, PrintStream err) {
        try (Scratch scratch = Scratch.make("ostler-demo")) {
            return new Demo(new DemoHosts(scratch.directory()).best(), out).run();
        } catch (IOException e) {
            err.println("ostler: the demo cannot be set up: " + e.getMessage());
            return 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        }
    }
}
