package org.ostler.xlcfg;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// What an option's value is, and how it goes from the language to a type and back.
///
/// @param expected what is expected, for messages: `a number`
/// @param reader the typed value; null when xl would warn and take the option as not given
/// @param writer the value that spells it, the same for the same
/// @param item for lists: how one item goes, to keep the spelling of items that stay; else null
record XlKind<T>(
        String expected,
        BiFunction<XlValue, XlReadContext, @Nullable T> reader,
        Function<T, XlValue> writer,
        @Nullable XlKind<?> item) {
    static final XlKind<String> TEXT = new XlKind<>("a string", XlKind::text, XlValue::of, null);

    static final XlKind<Long> NUMBER =
            new XlKind<>("a number", (value, _) -> number(value), XlValue::of, null);

    static final XlKind<Boolean> BOOL =
            new XlKind<>(
                    "0 or 1", (value, _) -> truth(value), yes -> XlValue.of(yes ? 1 : 0), null);

    /// A list of strings.
    static final XlKind<List<String>> TEXTS = list("a list of strings", TEXT);

    /// A list of strings, or a string or number alone, which is a list of one and written so.
    static final XlKind<List<String>> WORDS =
            new XlKind<>(
                    TEXTS.expected + ", or a string",
                    (value, in) ->
                            value instanceof XlValue.Sequence
                                    ? TEXTS.reader.apply(value, in)
                                    : one(TEXT.reader.apply(value, in)),
                    XlKind::words,
                    TEXT);

    /// A list of strings, or 0 or 1 alone.
    static final XlKind<List<String>> SWITCH_OR_WORDS =
            new XlKind<>(
                    TEXTS.expected + ", or 0 or 1",
                    (value, in) -> {
                        if (value instanceof XlValue.Sequence) {
                            return TEXTS.reader.apply(value, in);
                        }
                        Boolean yes = truth(value);
                        return yes == null ? null : List.of(yes ? "1" : "0");
                    },
                    XlKind::switchOrWords,
                    TEXT);

    /// A list of strings, or one string that is split at blanks.
    static final XlKind<List<String>> SPLIT =
            new XlKind<>(
                    TEXTS.expected + ", or words in a string",
                    (value, in) -> {
                        String text = value instanceof XlValue.Sequence ? null : text(value, in);
                        return text == null
                                ? TEXTS.reader.apply(value, in)
                                : SpecWords.atBlanks(text);
                    },
                    TEXTS.writer,
                    TEXT);

    /// A number in decimal, whatever it begins with.
    static final XlKind<Long> DECIMAL =
            new XlKind<>("a number", (value, in) -> decimal(value, in), XlValue::of, null);

    /// A string that the language's readers may also find as a number, such as `0` or `host`.
    static <R> XlKind<R> spec(
            String expected,
            BiFunction<String, XlReadContext, R> parse,
            Function<R, String> format) {
        return new XlKind<>(
                expected,
                (value, in) -> {
                    String text = text(value, in);
                    return text == null ? null : parse.apply(text, in);
                },
                spec -> XlValue.of(format.apply(spec)),
                null);
    }

    /// A list whose items are all of one kind.
    static <I> XlKind<List<I>> list(String expected, XlKind<I> item) {
        return new XlKind<>(
                expected,
                (value, in) -> items(value, item, in),
                values -> XlValue.of(values.stream().map(item.writer()).toList()),
                item);
    }

    private static XlValue switchOrWords(List<String> words) {
        boolean one = words.equals(List.of("0")) || words.equals(List.of("1"));
        return one ? words(words) : TEXTS.writer.apply(words);
    }

    private static @Nullable List<String> one(@Nullable String text) {
        return text == null ? null : List.of(text);
    }

    private static @Nullable Long decimal(XlValue value, XlReadContext in) {
        String text = text(value, in);
        if (text == null || !text.matches("0*[0-9]{1,18}")) {
            throw in.fail("'" + (text == null ? value.raw() : text) + "'", "a decimal number");
        }
        return Long.parseLong(text);
    }

    private static XlValue words(List<String> words) {
        if (words.size() != 1) {
            return TEXTS.writer.apply(words);
        }
        String word = words.getFirst();
        boolean number = word.matches("0|[1-9][0-9]{0,9}");
        return number ? XlValue.of(Long.parseLong(word)) : XlValue.of(word);
    }

    private static @Nullable String text(XlValue value, XlReadContext in) {
        return switch (value) {
            case XlValue.Text text -> text.text();
            case XlValue.Digits digits -> digits.raw();
            case XlValue.Sequence list -> {
                in.remark(
                        XlRemark.Kind.IGNORED,
                        "a list of " + list.items().size() + " where xl wants a single value");
                yield null;
            }
        };
    }

    private static @Nullable Long number(XlValue value) {
        return value.number().isPresent() ? (Long) value.number().getAsLong() : null;
    }

    private static @Nullable Boolean truth(XlValue value) {
        return value.number().isPresent() ? (Boolean) (value.number().getAsLong() != 0) : null;
    }

    private static <I> @Nullable List<I> items(XlValue value, XlKind<I> item, XlReadContext in) {
        if (!(value instanceof XlValue.Sequence list)) {
            return null;
        }
        List<XlValue> values = list.values();
        String option = in.option();
        var items = new ArrayList<I>();
        for (int i = 0; i < values.size(); i++) {
            in.at(option + "[" + (i + 1) + "]", values.get(i));
            I read = item.reader().apply(values.get(i), in);
            if (read == null) {
                return null;
            }
            items.add(read);
        }
        in.at(option, value);
        return List.copyOf(items);
    }
}
