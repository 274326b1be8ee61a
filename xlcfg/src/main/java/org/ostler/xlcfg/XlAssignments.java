package org.ostler.xlcfg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What the settings of a document amount to: the last `=` of a name, and every `+=` behind it.
final class XlAssignments {
    private final SequencedMap<String, List<XlPiece.Setting>> counting = new LinkedHashMap<>();
    private final List<XlRemark> remarks;

    private XlAssignments(List<XlRemark> remarks) {
        this.remarks = remarks;
    }

    /// The final values, and remarks about settings that do not count.
    static SequencedMap<String, XlValue> of(List<XlPiece> pieces, List<XlRemark> remarks) {
        var assignments = new XlAssignments(remarks);
        for (XlPiece piece : pieces) {
            if (piece instanceof XlPiece.Setting setting) {
                assignments.add(setting);
            }
        }
        var values = new LinkedHashMap<String, XlValue>();
        assignments.counting.forEach((name, settings) -> values.put(name, joined(settings)));
        return Collections.unmodifiableSequencedMap(values);
    }

    private void add(XlPiece.Setting setting) {
        List<XlPiece.Setting> before =
                counting.computeIfAbsent(setting.name(), _ -> new ArrayList<>());
        boolean fits = before.isEmpty() || isList(before.getFirst()) == isList(setting);
        if (setting.appends() && fits) {
            before.add(setting);
            return;
        }
        if (!before.isEmpty()) {
            XlPiece.Setting lost = before.getFirst();
            String how =
                    setting.appends()
                            ? "a string cannot be appended to a list, nor a list to a string"
                            : "set again in line " + setting.line() + ", and only that counts";
            remarks.add(
                    new XlRemark(
                            setting.appends()
                                    ? XlRemark.Kind.REFUSED_BY_XL
                                    : XlRemark.Kind.REPEATED,
                            lost.line(),
                            lost.column(),
                            lost.name(),
                            how));
            before.clear();
        }
        before.add(setting);
    }

    private static boolean isList(XlPiece.Setting setting) {
        return setting.value() instanceof XlValue.Sequence;
    }

    private static XlValue joined(List<XlPiece.Setting> settings) {
        XlValue first = settings.getFirst().value();
        if (settings.size() == 1) {
            return first;
        }
        if (first instanceof XlValue.Sequence) {
            var items = new ArrayList<XlValue>();
            for (XlPiece.Setting setting : settings) {
                if (setting.value() instanceof XlValue.Sequence more) {
                    items.addAll(more.values());
                }
            }
            XlValue.Sequence all = XlValue.of(items);
            return new XlValue.Sequence(all.items(), all.tail(), first.line(), first.column());
        }
        var text = new StringBuilder();
        for (XlPiece.Setting setting : settings) {
            switch (setting.value()) {
                case XlValue.Text more -> text.append(more.text());
                case XlValue.Digits more -> text.append(more.raw());
                case XlValue.Sequence _ -> {}
            }
        }
        String all = text.toString();
        return new XlValue.Text(all, XlStrings.quote(all), first.line(), first.column());
    }
}
