package org.ostler.bench;

/// One line of the table: something that is measured on both sides, and what is asked of it.
///
/// @param title what it is, for people; names the figure wherever it is kept
/// @param unit of both sides' values: `µs`, `ms`, `/s`, `MB`
/// @param must what has to hold
/// @param aim what is hoped for
public record Figure(String title, String unit, Bound must, Bound aim) {
    public Figure {
        if (title.isBlank() || title.indexOf('|') >= 0) {
            throw new IllegalArgumentException("a figure's title is a cell of a table: " + title);
        }
    }

    /// A figure that has to be below a part of libvirtd's.
    static Figure below(String title, String unit, double must, double aim) {
        return new Figure(title, unit, new Bound.RatioAtMost(must), new Bound.RatioAtMost(aim));
    }

    /// A figure that has to be a multiple of libvirtd's.
    static Figure above(String title, String unit, double must, double aim) {
        return new Figure(title, unit, new Bound.RatioAtLeast(must), new Bound.RatioAtLeast(aim));
    }

    /// A figure that has its limit in itself.
    static Figure within(String title, String unit, double must, double aim) {
        return new Figure(title, unit, new Bound.AtMost(must, unit), new Bound.AtMost(aim, unit));
    }

    /// A figure of which nothing is asked.
    static Figure known(String title, String unit) {
        return new Figure(title, unit, new Bound.None(), new Bound.None());
    }
}
