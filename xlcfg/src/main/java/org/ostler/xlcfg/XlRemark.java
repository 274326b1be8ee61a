package org.ostler.xlcfg;

/// Something in a configuration that is not as it looks, or did not come across.
///
/// @param line from 1; 0 when the remark is about no place in a text
/// @param column from 1; 0 when the remark is about no place in a text
/// @param option the option it is about, such as `memory` or `disk[2]`; empty for the whole file
/// @param text a sentence without a full stop
public record XlRemark(Kind kind, int line, int column, String option, String text) {
    /// What kind of surprise it is.
    public enum Kind {
        /// No Xen knows the option; xl ignores it without a word.
        UNKNOWN,
        /// xl reads this otherwise than it looks, such as `0100`, which is 64.
        MISREAD,
        /// xl refuses the file for this; here it was accepted.
        REFUSED_BY_XL,
        /// Given more than once: only the last one counts.
        REPEATED,
        /// xl ignores the value: it has the wrong type, or another option decides.
        IGNORED,
        /// A spelling of xend's time that today's has another word for.
        LEGACY,
        /// The target has no place of its own for it; it is kept there and returns.
        KEPT,
        /// The target cannot say it, and it does not return.
        LOST,
        /// The target says it differently, or more exactly.
        CHANGED
    }

    /// A remark about no place in a text.
    public static XlRemark of(Kind kind, String option, String text) {
        return new XlRemark(kind, 0, 0, option, text);
    }

    /// The remark as a line for a user: place, option, sentence.
    public String sentence() {
        String place = line > 0 ? "line " + line + ", column " + column + ": " : "";
        return place + (option.isEmpty() ? "" : option + ": ") + text;
    }
}
