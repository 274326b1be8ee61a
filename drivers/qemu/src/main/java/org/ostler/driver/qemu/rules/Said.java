package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;
import org.ostler.model.SpecException;
import org.ostler.model.XmlElement;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Short words for looking into elements and for complaining about them. Pure.
final class Said {
    private static final int MOST_PROCESSORS = 1 << 16;

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
            Optional<XmlElement> child = here.element().child(name);
            if (child.isEmpty()) {
                return Optional.empty();
            }
            here = here.inside(child.get());
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

    /// Processors as lists say them (`0-3,^2,5`); what is no number is passed over, and so is what
    /// no guest has.
    static BitSet processors(String list) {
        var set = new BitSet();
        for (String part : list.split(",", -1)) {
            String word = part.strip();
            boolean without = word.startsWith("^");
            String range = without ? word.substring(1) : word;
            int dash = range.indexOf('-');
            long first = number(dash < 0 ? range : range.substring(0, dash));
            long last = dash < 0 ? first : number(range.substring(dash + 1));
            if (first >= 0 && last >= first && last < MOST_PROCESSORS) {
                set.set((int) first, (int) last + 1, !without);
            }
        }
        return set;
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
