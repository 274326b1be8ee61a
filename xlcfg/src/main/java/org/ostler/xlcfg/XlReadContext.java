package org.ostler.xlcfg;

import org.ostler.model.SpecException;

import java.util.ArrayList;
import java.util.List;

/// Where a reader of values is, and what it has remarked so far.
///
/// Used by one thread and then dropped.
final class XlReadContext {
    private final List<XlRemark> remarks = new ArrayList<>();
    private String option = "";
    private int line;
    private int column;

    List<XlRemark> remarks() {
        return remarks;
    }

    /// Says what is read next: an option, or an item of it.
    XlReadContext at(String newOption, XlValue value) {
        option = newOption;
        line = value.line();
        column = value.column();
        return this;
    }

    String option() {
        return option;
    }

    void remark(XlRemark.Kind kind, String text) {
        remarks.add(new XlRemark(kind, line, column, option, text));
    }

    /// A complaint about what is read now.
    SpecException fail(String problem, String expected) {
        return new SpecException(
                SpecException.Kind.CONTENT, line, column, option, problem, expected);
    }
}
