package org.ostler.cli;

import java.util.List;
import java.util.stream.Collectors;

/// Help, made from the table of commands. Pure.
final class Help {
    private static final int WIDTH = 96;
    private static final int COLUMN = 28;

    private Help() {}

    /// `ostler --help`.
    static String overview() {
        StringBuilder out = new StringBuilder("Usage: ostler [OPTION]... COMMAND [WORD]...\n\n");
        out.append("Keeps guests on hosts. Commands:\n");
        Commands.all().forEach(command -> entry(out, command.name(), command.summary()));
        out.append("\nOptions of every command:\n");
        options(out, GlobalOptions.ALL);
        out.append("\nExit codes: ");
        String codes =
                List.of(ExitCode.values()).stream()
                        .map(
                                code ->
                                        code.number()
                                                + " "
                                                + code.name()
                                                        .toLowerCase(java.util.Locale.ROOT)
                                                        .replace('_', ' '))
                        .collect(Collectors.joining(", "));
        wrap(out, codes, "Exit codes: ".length(), 12);
        return out.append("ostler COMMAND --help tells more about one.\n").toString();
    }

    /// `ostler COMMAND --help`.
    static String of(Command command) {
        StringBuilder out = new StringBuilder("Usage: " + command.synopsis() + "\n\n");
        wrap(out, command.summary() + ".", 0, 0);
        if (!command.details().isEmpty()) {
            out.append('\n');
            command.details().lines().forEach(line -> wrap(out, line, 0, 0));
        }
        if (!command.options().isEmpty()) {
            out.append("\nOptions:\n");
            options(out, command.options());
        }
        out.append("\nOptions of every command:\n");
        options(out, GlobalOptions.ALL);
        if (!command.aliases().isEmpty()) {
            out.append("\nAlso called: ").append(String.join(", ", command.aliases())).append('\n');
        }
        return out.toString();
    }

    private static void options(StringBuilder out, List<Option> options) {
        options.forEach(option -> entry(out, option.usage(), option.explanation()));
    }

    private static void entry(StringBuilder out, String left, String right) {
        out.append("  ").append(left);
        int at = left.length() + 2;
        if (at + 2 > COLUMN) {
            out.append('\n');
            at = 0;
        }
        out.repeat(' ', COLUMN - at);
        wrap(out, right, COLUMN, COLUMN);
    }

    /// Appends words and a line end, breaking lines at the width.
    ///
    /// @param at where the present line stands
    /// @param indent where further lines begin
    private static void wrap(StringBuilder out, String text, int at, int indent) {
        int place = at;
        boolean first = true;
        for (String word : text.split(" ", -1)) {
            if (!first && place + 1 + word.length() > WIDTH) {
                out.append('\n').repeat(' ', indent);
                place = indent;
                first = true;
            }
            if (!first) {
                out.append(' ');
                place++;
            }
            out.append(word);
            place += word.length();
            first = false;
        }
        out.append('\n');
    }
}
