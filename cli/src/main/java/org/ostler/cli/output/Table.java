package org.ostler.cli.output;

import java.util.ArrayList;
import java.util.List;

/// Rows below headings, aligned by two blanks, without lines and without blanks at the ends. Not
/// thread-safe.
public final class Table {
    private static final String GAP = "  ";

    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    /// A heading.
    ///
    /// @param right whether its cells, being numbers, are aligned on the right
    public record Column(String heading, boolean right) {}

    /// One cell.
    public record Cell(String text, Tint tint) {
        public Cell {
            text = Printable.line(text);
        }

        /// A cell without colour; an empty text is shown as a dash.
        public static Cell of(String text) {
            return new Cell(text.isEmpty() ? "-" : text, Tint.PLAIN);
        }

        int width() {
            return text.codePointCount(0, text.length());
        }
    }

    /// An empty table with those headings; one that begins with `>` is of numbers.
    public Table(String... headings) {
        List<Column> made = new ArrayList<>();
        for (String heading : headings) {
            boolean right = heading.startsWith(">");
            made.add(new Column(right ? heading.substring(1) : heading, right));
        }
        columns = List.copyOf(made);
    }

    /// Adds a row.
    public void row(Cell... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells; want " + columns.size());
        }
        rows.add(List.of(cells));
    }

    /// The text, each line ended.
    ///
    /// @param colours whether it goes to a terminal that shows them
    public String text(boolean colours) {
        int[] widths = widths();
        StringBuilder out = new StringBuilder();
        List<Cell> headings =
                columns.stream().map(c -> new Cell(c.heading(), Tint.HEADING)).toList();
        line(headings, widths, colours, out);
        rows.forEach(row -> line(row, widths, colours, out));
        return out.toString();
    }

    private int[] widths() {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = columns.get(i).heading().length();
            for (List<Cell> row : rows) {
                widths[i] = Math.max(widths[i], row.get(i).width());
            }
        }
        return widths;
    }

    private void line(List<Cell> cells, int[] widths, boolean colours, StringBuilder out) {
        StringBuilder pending = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            Cell cell = cells.get(i);
            String padding = " ".repeat(widths[i] - cell.width());
            String text = colours ? cell.tint().on(cell.text()) : cell.text();
            if (columns.get(i).right()) {
                pending.append(padding);
            }
            if (!text.isEmpty()) {
                out.append(pending).append(text);
                pending.setLength(0);
            }
            if (!columns.get(i).right()) {
                pending.append(padding);
            }
            pending.append(GAP);
        }
        out.append('\n');
    }
}
