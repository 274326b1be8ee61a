package org.ostler.xlcfg;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// A value of the language, with the very characters that spell it.
///
/// Two values are equal when they are spelled alike and stand at the same place; [#means] compares
/// what they say.
public sealed interface XlValue {
    /// The line of the first character, from 1; 0 when the value was not read from a text.
    int line();

    /// The column of the first character, from 1; 0 when the value was not read from a text.
    int column();

    /// Appends the characters that spell the value.
    void appendTo(StringBuilder out);

    /// A quoted string.
    ///
    /// @param text what it says, escapes resolved
    /// @param raw how it is spelled, quotes included
    record Text(String text, String raw, int line, int column) implements XlValue {
        @Override
        public void appendTo(StringBuilder out) {
            out.append(raw);
        }
    }

    /// An unquoted number: a digit, and whatever of `0-9a-fx` follows.
    ///
    /// @param raw how it is spelled
    record Digits(String raw, int line, int column) implements XlValue {
        @Override
        public void appendTo(StringBuilder out) {
            out.append(raw);
        }
    }

    /// A list in brackets.
    ///
    /// @param tail white space and comments between the last item and the bracket
    record Sequence(List<Item> items, String tail, int line, int column) implements XlValue {
        public Sequence {
            items = List.copyOf(items);
        }

        /// The items without what surrounds them.
        public List<XlValue> values() {
            return items.stream().map(Item::value).toList();
        }

        @Override
        public void appendTo(StringBuilder out) {
            out.append('[');
            for (Item item : items) {
                out.append(item.before());
                item.value().appendTo(out);
                out.append(item.after());
            }
            out.append(tail).append(']');
        }
    }

    /// An item of a list.
    ///
    /// @param before white space and comments before the value
    /// @param after what follows up to and with the comma; for the last item it may lack the comma
    record Item(String before, XlValue value, String after) {}

    /// A string that comes from no text, in the quotes that suit it.
    static Text of(String text) {
        return new Text(text, XlStrings.quote(text), 0, 0);
    }

    /// A number that comes from no text.
    ///
    /// The language has no negative numbers; xl reads them from a string, so that is what they
    /// become.
    static XlValue of(long number) {
        String digits = Long.toString(number);
        return number < 0 ? of(digits) : new Digits(digits, 0, 0);
    }

    /// A list that comes from no text: `[ a, b ]`.
    static Sequence of(List<? extends XlValue> values) {
        var items = new ArrayList<Item>();
        for (int i = 0; i < values.size(); i++) {
            items.add(new Item(" ", values.get(i), i + 1 < values.size() ? "," : ""));
        }
        return new Sequence(items, values.isEmpty() ? "" : " ", 0, 0);
    }

    /// How the value is spelled.
    default String raw() {
        var out = new StringBuilder();
        appendTo(out);
        return out.toString();
    }

    /// The number that xl reads here: of an unquoted number or of a string that holds one; nothing
    /// when xl would warn and take the option as not given.
    default OptionalLong number() {
        return switch (this) {
            case Text text -> XlNumbers.parse(text.text());
            case Digits digits -> XlNumbers.parse(digits.raw());
            case Sequence _ -> OptionalLong.empty();
        };
    }

    /// Whether both say the same to xl, however they are spelled.
    default boolean means(XlValue other) {
        return switch (this) {
            case Text text -> other instanceof Text that && text.text().equals(that.text());
            case Digits digits ->
                    other instanceof Digits that
                            && (digits.raw().equals(that.raw())
                                    || (number().isPresent() && number().equals(that.number())));
            case Sequence list ->
                    other instanceof Sequence that && sameItems(list.values(), that.values());
        };
    }

    private static boolean sameItems(List<XlValue> some, List<XlValue> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!some.get(i).means(others.get(i))) {
                return false;
            }
        }
        return true;
    }
}
