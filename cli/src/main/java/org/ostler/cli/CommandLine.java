package org.ostler.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads one command line by the table of commands. Used once.
///
/// Options stand before or after the words they are about; `--` ends them. The options of
/// [GlobalOptions] are taken everywhere, a command's own only after its name.
final class CommandLine {
    private final List<Command> commands;
    private final Map<String, List<String>> options = new LinkedHashMap<>();
    private final List<String> operands = new ArrayList<>();
    private Optional<Command> command = Optional.empty();

    private CommandLine(List<Command> commands) {
        this.commands = commands;
    }

    /// Reads it.
    static Invocation parse(List<Command> commands, List<String> words) throws UsageException {
        CommandLine line = new CommandLine(commands);
        line.read(words);
        Invocation invocation = new Invocation(line.command, line.options, line.operands);
        if (!invocation.has("help")) {
            line.checkOperands();
        }
        return invocation;
    }

    private void read(List<String> words) throws UsageException {
        boolean optionsEnded = false;
        int i = 0;
        while (i < words.size()) {
            String word = words.get(i++);
            if (optionsEnded || !word.startsWith("-") || word.equals("-")) {
                operand(word);
            } else if (word.equals("--")) {
                optionsEnded = true;
            } else if (word.startsWith("--")) {
                i += longOption(word, words.subList(i, words.size()));
            } else {
                i += letters(word, words.subList(i, words.size()));
            }
        }
    }

    private void operand(String word) throws UsageException {
        if (command.isPresent()) {
            operands.add(word);
            return;
        }
        command = commands.stream().filter(known -> known.isCalled(word)).findFirst();
        if (command.isEmpty()) {
            throw new UsageException("there is no command '" + word + "'" + hint(word));
        }
    }

    private String hint(String word) {
        return NearestWord.hint(
                commands.stream()
                        .flatMap(
                                known ->
                                        Stream.concat(
                                                Stream.of(known.name()), known.aliases().stream()))
                        .toList(),
                word);
    }

    /// @return how many of the following words belong to it
    private int longOption(String word, List<String> rest) throws UsageException {
        int equals = word.indexOf('=');
        String name = word.substring(2, equals < 0 ? word.length() : equals);
        Option option =
                known().filter(candidate -> candidate.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> unknown("--" + name, nearestOption(name)));
        if (equals < 0) {
            return take(option, rest);
        }
        if (!option.takesValue()) {
            throw new UsageException("--" + name + " takes no value");
        }
        put(option, word.substring(equals + 1));
        return 0;
    }

    /// @return how many of the following words belong to them
    private int letters(String word, List<String> rest) throws UsageException {
        for (int i = 1; i < word.length(); i++) {
            char letter = word.charAt(i);
            Option option =
                    known().filter(candidate -> candidate.letter() == letter)
                            .findFirst()
                            .orElseThrow(() -> unknown("-" + letter, ""));
            boolean last = i == word.length() - 1;
            if (last) {
                return take(option, rest);
            }
            if (option.takesValue()) {
                put(option, word.substring(i + 1));
                return 0;
            }
            put(option, "");
        }
        return 0;
    }

    private int take(Option option, List<String> rest) throws UsageException {
        if (!option.takesValue()) {
            put(option, "");
            return 0;
        }
        if (rest.isEmpty()) {
            throw new UsageException("--" + option.name() + " needs a value: " + option.value());
        }
        put(option, rest.getFirst());
        return 1;
    }

    private void put(Option option, String value) throws UsageException {
        if (!option.choices().isEmpty() && !option.choices().contains(value)) {
            throw new UsageException(
                    "--"
                            + option.name()
                            + " takes one of "
                            + String.join(", ", option.choices())
                            + ", not '"
                            + value
                            + "'");
        }
        options.computeIfAbsent(option.name(), _ -> new ArrayList<>()).add(value);
    }

    private Stream<Option> known() {
        return Stream.concat(
                command.stream().flatMap(c -> c.options().stream()), GlobalOptions.ALL.stream());
    }

    private String nearestOption(String name) {
        return NearestWord.among(known().map(Option::name).toList(), name)
                .map(near -> "; did you mean '--" + near + "'?")
                .orElse("");
    }

    private UsageException unknown(String option, String hint) {
        return new UsageException(
                command.map(c -> "'" + c.name() + "' has no option " + option)
                                .orElse("there is no option " + option + " before a command")
                        + hint);
    }

    private void checkOperands() throws UsageException {
        if (command.isEmpty()) {
            return;
        }
        List<Argument> arguments = command.get().arguments();
        for (int i = operands.size(); i < arguments.size(); i++) {
            if (arguments.get(i).required()) {
                throw new UsageException(
                        "'" + command.get().name() + "' needs " + arguments.get(i).usage());
            }
        }
        boolean open = !arguments.isEmpty() && arguments.getLast().repeated();
        if (!open && operands.size() > arguments.size()) {
            throw new UsageException(
                    "'"
                            + command.get().name()
                            + "' does not know what to do with '"
                            + operands.get(arguments.size())
                            + "'");
        }
    }
}
