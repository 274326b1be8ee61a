package org.ostler.xlcfg;

import java.util.Optional;
import java.util.function.Function;

/// A key of a `key=value,…` string, and where its record has the value.
///
/// @param get a string, a number, or a yes or no, which is spelled `1` or `0`
record SpecKey<R>(String name, Function<R, Optional<?>> get) {
    static <R> SpecKey<R> of(String name, Function<R, Optional<?>> get) {
        return new SpecKey<>(name, get);
    }

    Optional<String> spell(R spec) {
        return get.apply(spec)
                .map(value -> value instanceof Boolean yes ? (yes ? "1" : "0") : value.toString());
    }
}
