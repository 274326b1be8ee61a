package org.ostler.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A command: all that parser, help, completion, documentation and the program know of it.
///
/// @param aliases other names by which it is called, such as virsh's; not offered by completion
/// @param summary what it does, without a full stop
/// @param details more than that, as lines; may be empty
record Command(
        String name,
        List<String> aliases,
        String summary,
        List<Argument> arguments,
        List<Option> options,
        String details,
        Action action) {
    Command {
        aliases = List.copyOf(aliases);
        arguments = List.copyOf(arguments);
        options = List.copyOf(options);
    }

    /// What a command does.
    @FunctionalInterface
    interface Action {
        /// Does it; results go to the call's output.
        ///
        /// @throws UsageException when the words do not fit together
        /// @throws org.ostler.api.Fault when it fails
        ExitCode run(Call call) throws UsageException, IOException, InterruptedException;
    }

    boolean isCalled(String word) {
        return name.equals(word) || aliases.contains(word);
    }

    /// The line that help begins with: `ostler start [OPTION]... NAME...`.
    String synopsis() {
        List<String> words = new ArrayList<>(List.of("ostler", name));
        if (!options.isEmpty()) {
            words.add("[OPTION]...");
        }
        arguments.forEach(argument -> words.add(argument.usage()));
        return String.join(" ", words);
    }

    /// What is expected as the word at that place, from 0.
    Completes completes(int place) {
        if (arguments.isEmpty()) {
            return Completes.NOTHING;
        }
        Argument last = arguments.getLast();
        if (place < arguments.size()) {
            return arguments.get(place).completes();
        }
        return last.repeated() ? last.completes() : Completes.NOTHING;
    }
}
