package org.ostler.model;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// Both directions between a value and its spelling in an attribute or a text element.
///
/// `parse(format(v))` equals `v` for every value. Implementations are stateless.
///
/// @param <T> the value's type, never null
public interface Codec<T> {
    /// The value that the text spells, or null when it spells none; an [IllegalArgumentException]
    /// says why in its message.
    @Nullable T parse(String text);

    String format(T value);

    /// What a correct text looks like, for messages: `a number from 0 to 255`.
    String expected();

    /// A codec from its three parts.
    static <T> Codec<T> of(
            Function<String, @Nullable T> parse,
            Function<? super T, String> format,
            String expected) {
        return new Codec<>() {
            @Override
            public @Nullable T parse(String text) {
                return parse.apply(text);
            }

            @Override
            public String format(T value) {
                return format.apply(value);
            }

            @Override
            public String expected() {
                return expected;
            }
        };
    }

    /// Text as it is.
    Codec<String> TEXT = of(text -> text, text -> text, "text");

    /// Text that is not empty.
    Codec<String> WORD =
            of(text -> text.isEmpty() ? null : text, text -> text, "text that is not empty");

    /// `yes` or `no`.
    Codec<Boolean> YES_NO =
            of(
                    text ->
                            switch (text) {
                                case "yes" -> true;
                                case "no" -> false;
                                default -> null;
                            },
                    value -> value ? "yes" : "no",
                    "'yes' or 'no'");

    /// `on` or `off`.
    Codec<Boolean> ON_OFF =
            of(
                    text ->
                            switch (text) {
                                case "on" -> true;
                                case "off" -> false;
                                default -> null;
                            },
                    value -> value ? "on" : "off",
                    "'on' or 'off'");

    /// A UUID, with or without hyphens between any of its 32 digits; written 8-4-4-4-12 in lower
    /// case.
    Codec<UUID> UUID =
            of(Uuids::parse, value -> value.toString(), "a UUID of 32 hexadecimal digits");

    /// A decimal number, `0x…` accepted, written in decimal.
    static Codec<Integer> number(int least, int most) {
        return of(
                text -> {
                    long value = Numbers.parse(text);
                    return value < least || value > most || value == Numbers.BAD
                            ? null
                            : (int) value;
                },
                value -> Integer.toString(value),
                "a number from " + least + " to " + most);
    }

    /// A decimal number, `0x…` accepted, written in decimal.
    static Codec<Long> bigNumber(long least, long most) {
        return of(
                text -> {
                    long value = Numbers.parse(text);
                    return value < least || value > most || value == Numbers.BAD
                            ? null
                            : (Long) value;
                },
                value -> Long.toString(value),
                "a number from " + least + " to " + most);
    }

    /// A number that is written as `0x` and at least `digits` hexadecimal digits; decimal accepted.
    static Codec<Integer> hex(int digits, int least, int most) {
        return of(
                text -> {
                    long value = Numbers.parse(text);
                    return value < least || value > most || value == Numbers.BAD
                            ? null
                            : (int) value;
                },
                value -> Numbers.hex(value, digits),
                "a number from " + Numbers.hex(least, digits) + " to " + Numbers.hex(most, digits));
    }

    /// An enum by the spelling of its constants.
    static <E extends Spelled> Codec<E> of(E[] values) {
        Map<String, E> known = HashMap.newHashMap(values.length);
        var list = new StringBuilder("one of ");
        for (E value : values) {
            known.put(value.xml(), value);
            list.append(known.size() == 1 ? "'" : ", '").append(value.xml()).append('\'');
        }
        return of(known::get, Spelled::xml, list.toString());
    }

    /// One of a list of words, as text.
    static Codec<String> words(String... words) {
        Set<String> known = Set.of(words);
        return of(
                text -> known.contains(text) ? text : null,
                text -> text,
                "one of '" + String.join("', '", words) + "'");
    }

    /// A number that is written as `0x` and at least `digits` hexadecimal digits; decimal accepted.
    static Codec<Long> bigHex(int digits) {
        return of(
                text -> {
                    long value = Numbers.parse(text);
                    return value < 0 ? null : (Long) value;
                },
                value -> Numbers.hex(value, digits),
                "a number that is not negative");
    }

    /// A decimal number, and nothing but decimal.
    static Codec<Long> decimal(long least, long most) {
        return of(
                text -> {
                    long value = Numbers.decimal(text);
                    return value < least || value > most || value == Numbers.BAD
                            ? null
                            : (Long) value;
                },
                value -> Long.toString(value),
                "a number from " + least + " to " + most);
    }

    /// A host's or guest's processor architecture, by the name that libvirt's schema gives it.
    Codec<String> ARCHITECTURE =
            words(
                    "aarch64",
                    "alpha",
                    "armv6l",
                    "armv7l",
                    "armv7b",
                    "cris",
                    "i686",
                    "ia64",
                    "itanium",
                    "lm32",
                    "loongarch64",
                    "m68k",
                    "microblaze",
                    "microblazeel",
                    "mips",
                    "mipsel",
                    "mips64",
                    "mips64el",
                    "openrisc",
                    "or32",
                    "parisc",
                    "parisc64",
                    "ppc",
                    "ppc64",
                    "ppc64le",
                    "ppcemb",
                    "riscv32",
                    "riscv64",
                    "s390",
                    "s390x",
                    "sh4",
                    "sh4eb",
                    "sparc",
                    "sparc64",
                    "unicore32",
                    "x86_64",
                    "xtensa",
                    "xtensaeb");
}
