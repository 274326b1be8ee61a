package org.ostler.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A command line, understood. Immutable.
///
/// @param command which command; empty where there is none
/// @param options the values of each option that was given, in order; an empty text for a flag
/// @param operands the words besides options
record Invocation(
        Optional<Command> command, Map<String, List<String>> options, List<String> operands) {
    Invocation {
        options = Map.copyOf(options);
        operands = List.copyOf(operands);
    }

    /// Whether the option was given.
    boolean has(String option) {
        return options.containsKey(option);
    }

    /// The option's value; the last where it was given more than once.
    Optional<String> value(String option) {
        return Optional.ofNullable(options.get(option)).map(List::getLast);
    }

    /// The option's value as a whole number.
    Optional<Long> number(String option, long min, long max) throws UsageException {
        Optional<String> text = value(option);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            long number = Long.parseLong(text.get());
            if (number >= min && number <= max) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            throw notANumber(option, text.get(), min, max);
        }
        throw notANumber(option, text.get(), min, max);
    }

    private static UsageException notANumber(String option, String text, long min, long max) {
        return new UsageException(
                "--"
                        + option
                        + " takes a number from "
                        + min
                        + " to "
                        + max
                        + ", not '"
                        + text
                        + "'");
    }

    /// The option's value as a time: seconds, or with a unit.
    Optional<Duration> duration(String option) throws UsageException {
        Optional<String> text = value(option);
        return text.isEmpty() ? Optional.empty() : Optional.of(Durations.parse(option, text.get()));
    }
}
