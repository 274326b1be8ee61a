package org.ostler.cli;

import java.util.stream.Collectors;

/// The completion script for fish, made from the table of commands. Pure.
final class FishCompletion {
    private static final String BEGIN =
            """
            # Completion of ostler for fish; made by: ostler completion fish

            function __ostler_ask
                set -l words (commandline -opc)
                set -l connect
                for i in (seq (count $words))
                    if contains -- $words[$i] -c --connect
                        set connect -c $words[(math $i + 1)]
                    end
                end
                ostler $connect --timeout 5 -o name $argv 2>/dev/null
            end

            complete -c ostler -f
            """;

    private FishCompletion() {}

    static String script() {
        StringBuilder out = new StringBuilder(BEGIN);
        GlobalOptions.ALL.forEach(option -> option(out, "", option));
        for (Command command : Commands.all()) {
            out.append("complete -c ostler -n __fish_use_subcommand -a ")
                    .append(command.name())
                    .append(" -d ")
                    .append(quoted(command.summary()))
                    .append('\n');
            String seen = " -n '__fish_seen_subcommand_from " + command.name() + "'";
            command.options().forEach(option -> option(out, seen, option));
            String offer = offer(command.completes(0));
            if (!offer.isEmpty()) {
                out.append("complete -c ostler").append(seen).append(offer).append('\n');
            }
        }
        return out.toString();
    }

    private static void option(StringBuilder out, String seen, Option option) {
        out.append("complete -c ostler").append(seen).append(" -l ").append(option.name());
        if (option.letter() != ' ') {
            out.append(" -s ").append(option.letter());
        }
        if (option.takesValue()) {
            out.append(" -x");
        }
        if (!option.choices().isEmpty()) {
            out.append(" -a ").append(quoted(String.join(" ", option.choices())));
        }
        out.append(" -d ").append(quoted(option.meaning())).append('\n');
    }

    private static String offer(Completes completes) {
        return switch (completes) {
            case NOTHING -> "";
            case FILE -> " -F";
            case DOMAIN -> " -a '(__ostler_ask list --all)'";
            case GUEST -> " -F -a '(__ostler_ask list --all)'";
            case RUNNING -> " -a '(__ostler_ask list)'";
            case STOPPED -> " -a '(__ostler_ask list --inactive)'";
            case JOB -> " -a '(__ostler_ask jobs)'";
            case COMMAND ->
                    " -a "
                            + quoted(
                                    Commands.all().stream()
                                            .map(Command::name)
                                            .collect(Collectors.joining(" ")));
            case SHELL -> " -a 'bash zsh fish'";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
