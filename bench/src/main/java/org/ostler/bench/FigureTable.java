package org.ostler.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The table of figures as Markdown, and back as far as a later run needs it.
///
/// A run of a few scenarios replaces the rows that it measured and leaves the others; the last
/// column tells which version a row is of.
public final class FigureTable {
    private static final String HEAD =
            """
            | figure | must | aim | Ostler | libvirtd | ratio | met | of |
            |---|---|---|---|---|---|---|---|
            """;
    private static final String NOT_MEASURED = "not measured yet";

    private FigureTable() {}

    /// All rows of a run.
    ///
    /// @param figures in the order of the table
    /// @param earlier the rows that stand there so far, as [#rows] reads them
    /// @param version what was measured, e.g. a commit
    public static String of(
            List<Figure> figures, Ledger ledger, Map<String, String> earlier, String version) {
        StringBuilder table = new StringBuilder(HEAD);
        for (Figure figure : figures) {
            String row =
                    ledger.median(figure, Side.OSTLER).isPresent()
                            ? row(figure, ledger, version)
                            : earlier.getOrDefault(figure.title(), missing(figure));
            table.append(row).append('\n');
        }
        return table.toString();
    }

    /// One figure's row, without the end of the line.
    static String row(Figure figure, Ledger ledger, String version) {
        Optional<Double> ostler = ledger.median(figure, Side.OSTLER);
        Optional<Double> libvirtd = ledger.median(figure, Side.LIBVIRTD);
        List<String> cells = new ArrayList<>(bounds(figure));
        cells.add(value(figure, ostler));
        cells.add(value(figure, libvirtd));
        cells.add(ratio(figure, ledger));
        cells.add(ostler.map(value -> met(figure, value, ledger.ratio(figure))).orElse(""));
        cells.add(version);
        return line(cells);
    }

    private static String missing(Figure figure) {
        List<String> cells = new ArrayList<>(bounds(figure));
        cells.addAll(List.of(NOT_MEASURED, "", "", "", ""));
        return line(cells);
    }

    private static List<String> bounds(Figure figure) {
        return List.of(figure.title(), figure.must().text(), figure.aim().text());
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String value(Figure figure, Optional<Double> value) {
        return value.map(v -> Numbers.measured(v) + " " + figure.unit()).orElse("");
    }

    private static String ratio(Figure figure, Ledger ledger) {
        return ledger.ratio(figure)
                .map(ratio -> Numbers.ratio(ratio) + range(ledger.ratioRange(figure)))
                .orElse("");
    }

    private static String range(Optional<Ledger.Range> range) {
        return range.filter(r -> r.least() < r.most())
                .map(r -> " (" + Numbers.ratio(r.least()) + "–" + Numbers.ratio(r.most()) + ")")
                .orElse("");
    }

    private static String met(Figure figure, double ostler, Optional<Double> ratio) {
        Optional<Boolean> must = figure.must().keptBy(ostler, ratio);
        if (must.isEmpty()) {
            return "";
        }
        if (!must.orElseThrow()) {
            return "**no**";
        }
        return figure.aim().keptBy(ostler, ratio).orElse(false) ? "yes, and the aim" : "yes";
    }

    /// The rows of a table that was made by [#of], by their figures' titles.
    public static Map<String, String> rows(String table) {
        Map<String, String> rows = new LinkedHashMap<>();
        for (String line : table.lines().toList()) {
            if (line.startsWith("| ") && !line.startsWith("| figure |")) {
                rows.put(line.substring(2, line.indexOf(" |", 2)), line);
            }
        }
        return rows;
    }
}
