package org.ostler.cli.output;

import java.util.List;
import java.util.Optional;

/// A result as programs read it: the same tree is written as JSON and as YAML. Immutable.
public sealed interface Value {
    /// Nothing is known, or there is none.
    Value NONE = new None();

    /// A text.
    record Text(String text) implements Value {}

    /// A whole number.
    record Whole(long number) implements Value {}

    /// Yes or no.
    record Truth(boolean yes) implements Value {}

    /// What is written as `null`.
    record None() implements Value {}

    /// Several values in order.
    record Items(List<Value> items) implements Value {
        public Items {
            items = List.copyOf(items);
        }
    }

    /// Named values, in the order in which they are written.
    record Fields(List<Field> fields) implements Value {
        public Fields {
            fields = List.copyOf(fields);
        }
    }

    /// One named value.
    ///
    /// @param name in lower camel case, with its unit where it has one; never changed once released
    record Field(String name, Value value) {}

    /// A text.
    static Value of(String text) {
        return new Text(text);
    }

    /// A whole number.
    static Value of(long number) {
        return new Whole(number);
    }

    /// Yes or no.
    static Value of(boolean yes) {
        return new Truth(yes);
    }

    /// A text that may be missing.
    static Value of(Optional<String> text) {
        return text.<Value>map(Text::new).orElse(NONE);
    }

    /// Several texts.
    static Value of(List<String> texts) {
        return new Items(texts.stream().<Value>map(Text::new).toList());
    }
}
