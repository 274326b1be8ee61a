package org.ostler.cli;

import org.ostler.cli.output.FieldList;
import org.ostler.cli.output.Output;

import java.io.IOException;

/// The commands about the program itself.
final class MetaCommands {
    private MetaCommands() {}

    static ExitCode version(Call call) {
        FieldList fields =
                new FieldList()
                        .with("version", Version.TEXT)
                        .with("java", Runtime.version().toString());
        call.output()
                .one(
                        new Output.Item(fields.value(), Version.TEXT),
                        "ostler " + Version.TEXT + " on Java " + Runtime.version() + "\n");
        return ExitCode.OK;
    }

    static ExitCode help(Call call) throws UsageException {
        if (call.has("markdown")) {
            call.output().stream().print(Manual.text());
        } else if (call.operands().isEmpty()) {
            call.output().stream().print(Help.overview());
        } else {
            call.output().stream().print(Help.of(command(call.operands().getFirst())));
        }
        return ExitCode.OK;
    }

    private static Command command(String word) throws UsageException {
        for (Command command : Commands.all()) {
            if (command.isCalled(word)) {
                return command;
            }
        }
        throw new UsageException(
                "there is no command '"
                        + word
                        + "'"
                        + NearestWord.hint(
                                Commands.all().stream().map(Command::name).toList(), word));
    }

    static ExitCode completion(Call call) throws UsageException {
        String shell = call.operands().getFirst();
        call.output().stream()
                .print(
                        switch (shell) {
                            case "bash" -> BashCompletion.script();
                            case "zsh" -> BashCompletion.zshScript();
                            case "fish" -> FishCompletion.script();
                            default ->
                                    throw new UsageException(
                                            "there is completion for bash, zsh and fish, not for '"
                                                    + shell
                                                    + "'");
                        });
        return ExitCode.OK;
    }

    /// The launcher starts the daemon where that is the first word; here it was not.
    static ExitCode daemon(Call call) {
        return new Complaints(call.surroundings().err(), false)
                .failure(
                        new Failure(
                                ExitCode.USAGE,
                                "'daemon' must be the first word: ostler daemon [OPTION]..."));
    }

    static ExitCode demo(Call call) throws IOException, InterruptedException {
        try (Scratch scratch = Scratch.make("ostler-demo")) {
            int status =
                    new Demo(new DemoHosts(scratch.directory()).best(), call.output().stream())
                            .run();
            return status == 0 ? ExitCode.OK : ExitCode.FAILED;
        }
    }
}
