package org.ostler.cli.output;

import java.util.ArrayList;
import java.util.List;

/// Collects named values. Not thread-safe.
public final class FieldList {
    private final List<Value.Field> fields = new ArrayList<>();

    public FieldList() {}

    /// Adds a value.
    public FieldList with(String name, Value value) {
        fields.add(new Value.Field(name, value));
        return this;
    }

    /// Adds a text.
    public FieldList with(String name, String text) {
        return with(name, Value.of(text));
    }

    /// Adds a whole number.
    public FieldList with(String name, long number) {
        return with(name, Value.of(number));
    }

    /// Adds yes or no.
    public FieldList with(String name, boolean yes) {
        return with(name, Value.of(yes));
    }

    /// What was collected.
    public Value.Fields value() {
        return new Value.Fields(fields);
    }
}
