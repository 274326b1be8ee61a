package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;
import org.ostler.model.SpecException;

import java.util.List;
import java.util.Optional;

/// Short words for looking into elements and for complaining about them. Pure.
final class Said {
    private Said() {}

    /// An attribute's value; empty where it is not said.
    static String attribute(Place place, String name) {
        return place.element().attribute(name).orElse("");
    }

    static boolean has(Place place, String attribute) {
        return place.element().attribute(attribute).isPresent();
    }

    static boolean is(Place place, String attribute, String value) {
        return attribute(place, attribute).equals(value);
    }

    /// The first element down a path of names.
    static Optional<Place> first(Place place, String... path) {
        Place here = place;
        for (String name : path) {
            if (here.element().child(name).isEmpty()) {
                return Optional.empty();
            }
            here = here.child(name);
        }
        return Optional.of(here);
    }

    /// An attribute of the first element down a path; empty where either is not there.
    static String attribute(Place place, String name, String... path) {
        return first(place, path).map(at -> attribute(at, name)).orElse("");
    }

    /// The text of the first child with that name; empty where there is none.
    static String text(Place place, String child) {
        return first(place, child).map(at -> at.element().text().strip()).orElse("");
    }

    /// A number in decimal, or in hexadecimal after `0x`; -1 where it is none.
    static long number(String text) {
        try {
            return text.isEmpty() ? -1 : Math.max(-1, Long.decode(unpadded(text)));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /// Zeros in front make no octal number here.
    private static String unpadded(String text) {
        int at = 0;
        while (at + 1 < text.length()
                && text.charAt(at) == '0'
                && Character.isDigit(text.charAt(at + 1))) {
            at++;
        }
        return text.substring(at);
    }

    static void require(boolean holds, Place place, String problem, String expected) {
        if (!holds) {
            throw unsupported(place, problem, expected);
        }
    }

    static void requireOneOf(List<String> allowed, String value, Place place, String what) {
        if (!allowed.contains(value)) {
            throw unsupported(
                    place,
                    what + " '" + value + "' is not known to QEMU",
                    allowed.size() == 1
                            ? "'" + allowed.getFirst() + "'"
                            : "one of '" + String.join("', '", allowed) + "'");
        }
    }

    /// What is understood, but cannot be.
    static SpecException unsupported(Place place, String problem, String expected) {
        return place.fail(SpecException.Kind.UNSUPPORTED, problem, expected);
    }
}
