package org.ostler.driver.qemu;

import java.util.Optional;

/// The value of a QEMU option in its classical syntax: `first,key=value,…`, every comma inside a
/// value doubled.
final class KeyValues {
    private final StringBuilder text = new StringBuilder();

    /// Begins with a bare value, the one whose key may be left out.
    static KeyValues of(String first) {
        KeyValues values = new KeyValues();
        values.text.append(escape(first));
        return values;
    }

    KeyValues add(String key, String value) {
        if (!text.isEmpty()) {
            text.append(',');
        }
        text.append(key).append('=').append(escape(value));
        return this;
    }

    KeyValues add(String key, long value) {
        return add(key, Long.toString(value));
    }

    KeyValues add(String key, boolean on) {
        return add(key, on ? "on" : "off");
    }

    KeyValues addIf(String key, Optional<String> value) {
        value.ifPresent(v -> add(key, v));
        return this;
    }

    static String escape(String value) {
        return value.replace(",", ",,");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
