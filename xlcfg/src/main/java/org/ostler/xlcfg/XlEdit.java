package org.ostler.xlcfg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// One round of changes to the pieces of a document, with the user's comments left where they are.
final class XlEdit {
    private final List<XlPiece> pieces;
    private int cut;

    XlEdit(List<XlPiece> pieces) {
        this.pieces = pieces;
    }

    /// The pieces after the changes; an empty value removes the name.
    List<XlPiece> apply(SequencedMap<String, Optional<XlValue>> changes) {
        Map<String, Integer> last = lastSettings();
        var out = new ArrayList<XlPiece>();
        for (int i = 0; i < pieces.size(); i++) {
            if (!(pieces.get(i) instanceof XlPiece.Setting setting)
                    || !changes.containsKey(setting.name())) {
                append(out, pieces.get(i));
                continue;
            }
            Optional<XlValue> value = changes.getOrDefault(setting.name(), Optional.empty());
            if (value.isEmpty()) {
                dropLine(out, i);
            } else if (last.getOrDefault(setting.name(), -1) == i) {
                out.add(setting.assigning(merged(setting, value.get())));
            } else {
                out.add(setting);
            }
        }
        changes.forEach(
                (name, value) -> {
                    if (value.isPresent() && !last.containsKey(name)) {
                        addAtEnd(out, new XlPiece.Setting(name, " = ", value.get(), 0, 0));
                    }
                });
        return out;
    }

    private Map<String, Integer> lastSettings() {
        var last = new HashMap<String, Integer>();
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.get(i) instanceof XlPiece.Setting setting) {
                last.put(setting.name(), i);
            }
        }
        return last;
    }

    /// Of a line that had nothing but the removed setting, nothing is left.
    private void dropLine(List<XlPiece> out, int i) {
        boolean alone = out.isEmpty() || endsLine(out.getLast());
        if (alone
                && i + 1 < pieces.size()
                && pieces.get(i + 1) instanceof XlPiece.Filler(String after)) {
            int rest = 0;
            while (rest < after.length() && " \t;\r".indexOf(after.charAt(rest)) >= 0) {
                rest++;
            }
            cut = rest < after.length() && after.charAt(rest) == '\n' ? rest + 1 : 0;
        }
    }

    private void append(List<XlPiece> out, XlPiece piece) {
        if (!(piece instanceof XlPiece.Filler(String text))) {
            out.add(piece);
            return;
        }
        String kept = text.substring(cut);
        cut = 0;
        if (!out.isEmpty() && out.getLast() instanceof XlPiece.Filler(String before)) {
            out.removeLast();
            kept = before + kept;
        }
        if (!kept.isEmpty()) {
            out.add(new XlPiece.Filler(kept));
        }
    }

    private static boolean endsLine(XlPiece piece) {
        return piece instanceof XlPiece.Filler(String text) && text.endsWith("\n");
    }

    private static void addAtEnd(List<XlPiece> out, XlPiece.Setting setting) {
        if (!out.isEmpty() && !endsLine(out.getLast())) {
            out.add(new XlPiece.Filler("\n"));
        }
        out.add(setting);
        out.add(new XlPiece.Filler("\n"));
    }

    /// The new value in the old one's clothes: same list, so far as the items are the same.
    private static XlValue merged(XlPiece.Setting setting, XlValue value) {
        XlValue old = setting.value();
        if (!setting.appends() && old.means(value)) {
            return old;
        }
        boolean lists = old instanceof XlValue.Sequence && value instanceof XlValue.Sequence;
        return lists && !setting.appends()
                ? merged((XlValue.Sequence) old, ((XlValue.Sequence) value).values())
                : value;
    }

    /// Items at the beginning and at the end that are the same keep what surrounds them; so do all
    /// when there are as many as before.
    private static XlValue merged(XlValue.Sequence old, List<XlValue> values) {
        List<XlValue.Item> before = old.items();
        int shorter = Math.min(before.size(), values.size());
        int head = 0;
        while (head < shorter && before.get(head).value().means(values.get(head))) {
            head++;
        }
        int rest = 0;
        while (rest < shorter - head
                && before.get(before.size() - 1 - rest)
                        .value()
                        .means(values.get(values.size() - 1 - rest))) {
            rest++;
        }
        head = before.size() == values.size() ? values.size() : head;
        var items = new ArrayList<XlValue.Item>();
        int shift = before.size() - values.size();
        for (int i = 0; i < values.size(); i++) {
            boolean tail = i >= values.size() - rest;
            XlValue value = values.get(i);
            int from = i < head ? i : tail ? i + shift : -1;
            XlValue.Item item =
                    from >= 0
                            ? before.get(from)
                            : new XlValue.Item(
                                    before.isEmpty() ? " " : before.getLast().before(), value, "");
            boolean comma = i + 1 == values.size() || !item.after().isEmpty();
            items.add(
                    new XlValue.Item(
                            item.before(),
                            item.value().means(value) ? item.value() : value,
                            comma ? item.after() : ","));
        }
        return new XlValue.Sequence(items, old.tail(), old.line(), old.column());
    }
}
