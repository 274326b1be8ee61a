package org.ostler.daemon.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A key that the configuration file may have: its name, what it takes, what holds without it, and
/// what it means.
///
/// @param <T> what its value is read as
/// @param expected what it takes, in words that complete "expected …"
/// @param unset what holds without it, as the documentation writes it
/// @param meaning one sentence for the documentation
/// @param reader reads a value; empty where it is not what was expected
/// @param fallback the value that holds without it
public record ConfigKey<T>(
        String name,
        String expected,
        String unset,
        String meaning,
        Function<ConfigValue, Optional<T>> reader,
        T fallback) {

    static ConfigKey<Long> number(String name, long from, long to, long fallback, String meaning) {
        return new ConfigKey<>(
                name,
                "a number from " + from + " to " + to,
                Long.toString(fallback),
                meaning,
                value -> whole(value).filter(number -> number >= from && number <= to),
                fallback);
    }

    static ConfigKey<Optional<String>> text(String name, String unset, String meaning) {
        return new ConfigKey<>(
                name,
                "a text in quotes",
                unset,
                meaning,
                value -> optional(textOf(value).filter(text -> !text.isEmpty())),
                Optional.empty());
    }

    static ConfigKey<String> choice(
            String name, List<String> choices, String fallback, String meaning) {
        return new ConfigKey<>(
                name,
                "one of " + quoted(choices),
                '"' + fallback + '"',
                meaning,
                value -> textOf(value).filter(choices::contains),
                fallback);
    }

    static ConfigKey<List<String>> choices(String name, List<String> choices, String meaning) {
        return new ConfigKey<>(
                name,
                "a list of some of " + quoted(choices),
                '[' + quoted(choices) + ']',
                meaning,
                value ->
                        value instanceof ConfigValue.Texts(List<String> texts)
                                        && !texts.isEmpty()
                                        && choices.containsAll(texts)
                                ? Optional.of(List.copyOf(texts.stream().distinct().toList()))
                                : Optional.empty(),
                choices);
    }

    /// Permission bits as libvirtd.conf has them: octal digits in quotes.
    static ConfigKey<Integer> permissions(String name, int fallback, String meaning) {
        return new ConfigKey<>(
                name,
                "three octal digits in quotes, as in \"0660\"",
                "\"%04o\"".formatted(fallback),
                meaning,
                value ->
                        textOf(value)
                                .filter(text -> text.matches("0?[0-7]{3}"))
                                .map(text -> Integer.parseInt(text, 8)),
                fallback);
    }

    static ConfigKey<Optional<Path>> path(String name, String unset, String meaning) {
        return new ConfigKey<>(
                name,
                "an absolute path in quotes",
                unset,
                meaning,
                value ->
                        optional(
                                textOf(value)
                                        .filter(
                                                text ->
                                                        text.startsWith("/")
                                                                && text.indexOf('\0') < 0)
                                        .map(text -> Path.of(text).normalize())),
                Optional.empty());
    }

    /// The value of a key that may be left out: what was read, or a refusal.
    private static <T> Optional<Optional<T>> optional(Optional<T> read) {
        return read.isPresent() ? Optional.of(read) : Optional.empty();
    }

    private static Optional<String> textOf(ConfigValue value) {
        return value instanceof ConfigValue.Text(String text)
                ? Optional.of(text)
                : Optional.empty();
    }

    private static Optional<Long> whole(ConfigValue value) {
        return value instanceof ConfigValue.Whole(long number)
                ? Optional.of(number)
                : Optional.empty();
    }

    private static String quoted(List<String> words) {
        return '"' + String.join("\", \"", words) + '"';
    }
}
