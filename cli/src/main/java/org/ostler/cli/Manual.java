package org.ostler.cli;

import java.util.List;

/// The part of `docs/cli.md` that is made from the table of commands. Pure.
final class Manual {
    private Manual() {}

    /// As Markdown.
    static String text() {
        StringBuilder out = new StringBuilder();
        out.append("### Options of every command\n\n");
        options(out, GlobalOptions.ALL);
        out.append("\n### Exit codes\n\n| code | class | when |\n|---|---|---|\n");
        for (ExitCode code : ExitCode.values()) {
            row(out, String.valueOf(code.number()), DomainTexts.lower(code.name()), code.meaning());
        }
        out.append("\n### Commands\n");
        Commands.all().forEach(command -> command(out, command));
        return out.toString();
    }

    private static void command(StringBuilder out, Command command) {
        out.append("\n#### ").append(command.name()).append("\n\n");
        out.append("`").append(command.synopsis()).append("`\n\n");
        out.append(command.summary()).append('.');
        if (!command.details().isEmpty()) {
            out.append(' ').append(String.join(" ", command.details().lines().toList()));
        }
        out.append('\n');
        if (!command.options().isEmpty()) {
            out.append('\n');
            options(out, command.options());
        }
        if (!command.aliases().isEmpty()) {
            out.append("\nAlso called: `")
                    .append(String.join("`, `", command.aliases()))
                    .append("`.\n");
        }
    }

    private static void options(StringBuilder out, List<Option> options) {
        out.append("| option | meaning |\n|---|---|\n");
        options.forEach(option -> row(out, "`" + option.usage() + "`", option.explanation()));
    }

    private static void row(StringBuilder out, String... cells) {
        for (String cell : cells) {
            out.append("| ").append(cell.replace("|", "\\|")).append(' ');
        }
        out.append("|\n");
    }
}
