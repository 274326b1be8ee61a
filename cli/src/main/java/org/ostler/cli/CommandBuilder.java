package org.ostler.cli;

import java.util.ArrayList;
import java.util.List;

/// Collects the parts of a [Command], for the table. Not thread-safe.
final class CommandBuilder {
    private final String name;
    private final String summary;
    private final List<String> aliases = new ArrayList<>();
    private final List<Argument> arguments = new ArrayList<>();
    private final List<Option> options = new ArrayList<>();
    private String details = "";

    CommandBuilder(String name, String summary) {
        this.name = name;
        this.summary = summary;
    }

    CommandBuilder alias(String alias) {
        aliases.add(alias);
        return this;
    }

    CommandBuilder details(String text) {
        details = text;
        return this;
    }

    CommandBuilder argument(Argument argument) {
        arguments.add(argument);
        return this;
    }

    CommandBuilder option(Option option) {
        options.add(option);
        return this;
    }

    CommandBuilder options(Option... several) {
        options.addAll(List.of(several));
        return this;
    }

    /// The finished command.
    Command does(Command.Action action) {
        return new Command(name, aliases, summary, arguments, options, details, action);
    }
}
