package org.ostler.model;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/// One component of a record as its [Shape] knows it: where its value is found while reading, how
/// to get it while writing.
///
/// Serves as a typed key: [Values#get] while the record is built, [Shape#with] for a changed copy.
///
/// @param <R> the record
/// @param <T> the component's type
public final class Field<R, T> {
    final int slot;
    final String label;
    final Function<? super R, ? extends T> get;
    final @Nullable T absent;

    /// A key for a component.
    ///
    /// @param label what a message calls it: `attribute 'dev'`, `element 'name'`
    /// @param absent the value when the text has none; null when it must have one
    Field(int slot, String label, Function<? super R, ? extends T> get, @Nullable T absent) {
        this.slot = slot;
        this.label = label;
        this.get = get;
        this.absent = absent;
    }
}
