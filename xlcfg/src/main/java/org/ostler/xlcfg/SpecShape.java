package org.ostler.xlcfg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// How a record and a `key=value,…` string belong together.
///
/// @param name the option, for messages
/// @param keys in the order in which they are written
/// @param make the record of the keys' values
/// @param others what of the record has no key
record SpecShape<R>(
        String name,
        List<SpecKey<R>> keys,
        Function<SpecWords, R> make,
        Function<R, Map<String, String>> others) {
    R parse(String text, XlReadContext in) {
        return make.apply(SpecWords.split(text, in));
    }

    String format(R spec) {
        var parts = new ArrayList<String>();
        for (SpecKey<R> key : keys) {
            key.spell(spec).ifPresent(value -> parts.add(part(key.name(), value)));
        }
        others.apply(spec).forEach((key, value) -> parts.add(part(key, value)));
        return String.join(",", parts);
    }

    static String part(String key, String value) {
        return value.isEmpty() ? key : key + "=" + value;
    }

    XlKind<R> kind() {
        return XlKind.spec("a string of key=value settings", this::parse, this::format);
    }

    XlKind<List<R>> list() {
        return XlKind.list("a list of strings of key=value settings", kind());
    }
}
