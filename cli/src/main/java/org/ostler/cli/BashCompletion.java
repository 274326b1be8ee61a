package org.ostler.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The completion script for bash, made from the table of commands; zsh takes it too. Commands and
/// options are in the script; names are asked for when they are wanted. Pure.
final class BashCompletion {
    private static final String URIS =
            "qemu:///system qemu:///session xen:///system test:///default";

    private static final String SCRIPT =
            """
            # Completion of ostler for bash; made by: ostler completion bash

            # Offers the lines of standard input that begin with the present word.
            _ostler_offer() {
                local line quoted
                while IFS= read -r line; do
                    if [[ $line == "$cur"* ]]; then
                        printf -v quoted '%q' "$line"
                        COMPREPLY+=("$quoted")
                    fi
                done
            }

            # Asks ostler for names, over the connection that the line names.
            _ostler_ask() {
                _ostler_offer < <("${words[0]/#\\~/$HOME}" "${connect[@]}" --timeout 5 -o name "$@" 2>/dev/null)
            }

            _ostler_words() {
                _ostler_offer < <(printf '%s\\n' $1)
            }

            # Bash completes only what stands after the last colon.
            _ostler_after_colon() {
                local i
                if [[ $cur == *:* && $COMP_WORDBREAKS == *:* ]]; then
                    for i in "${!COMPREPLY[@]}"; do
                        COMPREPLY[i]=${COMPREPLY[i]#"${cur%"${cur##*:}"}"}
                    done
                fi
            }

            _ostler() {
                local IFS=$' \\t\\n' line=${COMP_LINE:0:COMP_POINT} cur= prev= command= place=0 i word awaited=
                local -a words connect=()
                COMPREPLY=()
                read -ra words <<<"$line"
                if [[ $line != *[[:space:]] ]]; then
                    cur=${words[-1]}
                    unset 'words[-1]'
                fi
                for ((i = 1; i < ${#words[@]}; i++)); do
                    word=${words[i]}
                    if [ -n "$awaited" ]; then
                        case $awaited in -c | --connect) connect=(-c "$word") ;; esac
                        awaited=
                        continue
                    fi
                    case $word in
                        --connect=*) connect=(-c "${word#*=}") ;;
                        @VALUED@) awaited=$word ;;
                        -*) ;;
                        *) if [ -z "$command" ]; then command=$word; else place=$((place + 1)); fi ;;
                    esac
                done
                prev=$awaited
                if [[ $cur == --*=* ]]; then
                    prev=${cur%%=*}
                    cur=${cur#*=}
                fi
                case $prev in
                    '') ;;
            @CHOICES@
                    *) return ;;
                esac
                if [ -n "$prev" ]; then
                    _ostler_after_colon
                    return
                fi
                if [[ $cur == -* ]]; then
                    case $command in
            @OPTIONS@
                        *) _ostler_words '@GLOBAL@' ;;
                    esac
                    return
                fi
                case $command:$place in
                    :*) _ostler_words '@COMMANDS@' ;;
            @PLACES@
                esac
                _ostler_after_colon
            }

            complete -F _ostler ostler
            """;

    private BashCompletion() {}

    static String script() {
        return SCRIPT.replace("@VALUED@", String.join(" | ", valued()))
                .replace("@CHOICES@\n", choices())
                .replace("@OPTIONS@\n", options())
                .replace("@GLOBAL@", words(GlobalOptions.ALL))
                .replace(
                        "@COMMANDS@",
                        Commands.all().stream().map(Command::name).collect(Collectors.joining(" ")))
                .replace("@PLACES@\n", places());
    }

    static String zshScript() {
        return "# Completion of ostler for zsh, by its bash mode; made by: ostler completion zsh\n"
                + "autoload -U +X bashcompinit && bashcompinit\n"
                + script();
    }

    private static List<Option> all() {
        List<Option> all = new ArrayList<>(GlobalOptions.ALL);
        Commands.all().forEach(command -> all.addAll(command.options()));
        return all;
    }

    private static Set<String> valued() {
        Set<String> valued = new TreeSet<>();
        all().stream().filter(Option::takesValue).forEach(option -> valued.addAll(spelled(option)));
        return valued;
    }

    private static List<String> spelled(Option option) {
        return option.letter() == ' '
                ? List.of("--" + option.name())
                : List.of("-" + option.letter(), "--" + option.name());
    }

    private static String choices() {
        Set<String> lines = new TreeSet<>();
        for (Option option : all()) {
            String choices =
                    option.name().equals("connect") ? URIS : String.join(" ", option.choices());
            if (option.takesValue() && !choices.isEmpty()) {
                lines.add(
                        "        "
                                + String.join(" | ", spelled(option))
                                + ") _ostler_words '"
                                + choices
                                + "' ;;\n");
            }
        }
        return String.join("", lines);
    }

    private static String options() {
        StringBuilder out = new StringBuilder();
        for (Command command : Commands.all()) {
            if (!command.options().isEmpty()) {
                List<Option> both = new ArrayList<>(command.options());
                both.addAll(GlobalOptions.ALL);
                out.append("            ")
                        .append(called(command))
                        .append(") _ostler_words '")
                        .append(words(both))
                        .append("' ;;\n");
            }
        }
        return out.toString();
    }

    private static String called(Command command) {
        List<String> names = new ArrayList<>(List.of(command.name()));
        names.addAll(command.aliases());
        return String.join(" | ", names);
    }

    private static String words(List<Option> options) {
        return options.stream().map(o -> "--" + o.name()).collect(Collectors.joining(" "));
    }

    private static String places() {
        StringBuilder out = new StringBuilder();
        for (Command command : Commands.all()) {
            if (command.arguments().isEmpty()) {
                continue;
            }
            boolean repeated = command.arguments().getLast().repeated();
            for (String name : called(command).split(" \\| ", -1)) {
                for (int place = 0; place < command.arguments().size(); place++) {
                    out.append("        ")
                            .append(name)
                            .append(repeated ? ":*) " : ":" + place + ") ")
                            .append(offer(command.completes(place)))
                            .append(" ;;\n");
                }
            }
        }
        return out.toString();
    }

    private static String offer(Completes completes) {
        return switch (completes) {
            case NOTHING -> ":";
            case FILE ->
                    "compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f --"
                            + " \"$cur\")";
            case DOMAIN -> "_ostler_ask list --all";
            case GUEST ->
                    "_ostler_ask list --all; compopt -o filenames 2>/dev/null; mapfile -t -O"
                            + " \"${#COMPREPLY[@]}\" COMPREPLY < <(compgen -f -- \"$cur\")";
            case RUNNING -> "_ostler_ask list";
            case STOPPED -> "_ostler_ask list --inactive";
            case JOB -> "_ostler_ask jobs";
            case COMMAND ->
                    "_ostler_words '"
                            + Commands.all().stream()
                                    .map(Command::name)
                                    .collect(Collectors.joining(" "))
                            + "'";
            case SHELL -> "_ostler_words 'bash zsh fish'";
        };
    }
}
