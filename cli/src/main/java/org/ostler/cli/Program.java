package org.ostler.cli;

import org.ostler.api.Fault;
import org.ostler.cli.output.Format;
import org.ostler.cli.output.Output;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Runs one command line.
final class Program {
    private final Surroundings surroundings;
    private final Hosts hosts;

    Program(Surroundings surroundings, Hosts hosts) {
        this.surroundings = surroundings;
        this.hosts = hosts;
    }

    /// Runs it; results go to standard output, all that is said to people besides to standard
    /// error.
    ExitCode run(List<String> words) {
        try {
            return run(CommandLine.parse(Commands.all(), words));
        } catch (UsageException wrong) {
            return new Complaints(surroundings.err(), false).usage(wrong, helpFor(words));
        } finally {
            surroundings.out().flush();
            surroundings.err().flush();
        }
    }

    private static String helpFor(List<String> words) {
        return words.stream()
                .filter(word -> Commands.all().stream().anyMatch(known -> known.isCalled(word)))
                .findFirst()
                .map(word -> "ostler " + word + " --help")
                .orElse("ostler --help");
    }

    private ExitCode run(Invocation invocation) {
        Optional<Command> command = invocation.command();
        if (invocation.has("help") || (command.isEmpty() && !invocation.has("version"))) {
            surroundings.out().print(command.map(Help::of).orElseGet(Help::overview));
            return ExitCode.OK;
        }
        return run(
                invocation.has("version") ? Commands.named("version") : command.orElseThrow(),
                invocation);
    }

    private ExitCode run(Command command, Invocation invocation) {
        Complaints complaints = new Complaints(surroundings.err(), invocation.has("verbose"));
        Output output =
                new Output(
                        surroundings.out(),
                        invocation.value("output").flatMap(Format::of).orElse(Format.TABLE),
                        surroundings.colours(),
                        invocation.has("quiet"));
        try (Call call = new Call(surroundings, hosts, invocation, output)) {
            ExitCode code = command.action().run(call);
            output.finish();
            return code;
        } catch (UsageException wrong) {
            return complaints.usage(wrong, "ostler " + command.name() + " --help");
        } catch (Fault fault) {
            return complaints.fault(fault);
        } catch (Failure failure) {
            return complaints.failure(failure);
        } catch (IOException broken) {
            return complaints.io(broken);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        }
    }
}
