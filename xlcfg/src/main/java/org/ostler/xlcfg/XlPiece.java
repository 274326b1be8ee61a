package org.ostler.xlcfg;

/// A piece of a configuration's text; the pieces one after another are the text.
public sealed interface XlPiece {
    /// What stands between settings: white space, comments, ends of lines, semicolons.
    record Filler(String text) implements XlPiece {}

    /// A setting: `name = value` or `name += value`.
    ///
    /// @param operator `=` or `+=` with the blanks around it
    /// @param line from 1; 0 when it was not read from a text
    /// @param column from 1; 0 when it was not read from a text
    record Setting(String name, String operator, XlValue value, int line, int column)
            implements XlPiece {
        /// Whether the value is appended to what the name has already.
        public boolean appends() {
            return operator.indexOf('+') >= 0;
        }

        Setting assigning(XlValue newValue) {
            return new Setting(name, operator.replace("+", ""), newValue, line, column);
        }
    }

    /// Appends the characters that spell the piece.
    default void appendTo(StringBuilder out) {
        switch (this) {
            case Filler filler -> out.append(filler.text());
            case Setting setting -> {
                out.append(setting.name()).append(setting.operator());
                setting.value().appendTo(out);
            }
        }
    }
}
