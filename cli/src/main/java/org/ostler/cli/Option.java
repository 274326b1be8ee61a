package org.ostler.cli;

import java.util.List;

/// An option of the command line.
///
/// @param name its long name without dashes
/// @param letter its short name; blank where it has none
/// @param value what its value is called in help; empty for one that takes none
/// @param choices the values that it takes; empty where any is
/// @param meaning a sentence without a full stop
record Option(
        String name,
        char letter,
        String value,
        List<String> choices,
        Completes completes,
        String meaning) {
    Option {
        choices = List.copyOf(choices);
    }

    /// One that takes no value.
    static Option flag(String name, String meaning) {
        return new Option(name, ' ', "", List.of(), Completes.NOTHING, meaning);
    }

    /// One that takes any value.
    static Option valued(String name, String value, String meaning) {
        return new Option(name, ' ', value, List.of(), Completes.NOTHING, meaning);
    }

    /// One that takes one of several values.
    static Option choice(String name, String value, List<String> choices, String meaning) {
        return new Option(name, ' ', value, choices, Completes.NOTHING, meaning);
    }

    /// The same with a short name.
    Option or(char shortName) {
        return new Option(name, shortName, value, choices, completes, meaning);
    }

    boolean takesValue() {
        return !value.isEmpty();
    }

    /// As it is written in help: `-o, --output FORMAT`.
    String usage() {
        String longForm = "--" + name + (takesValue() ? " " + value : "");
        return letter == ' ' ? longForm : "-" + letter + ", " + longForm;
    }

    /// What it does, with its choices.
    String explanation() {
        return choices.isEmpty() ? meaning : meaning + ": " + String.join(", ", choices);
    }
}
