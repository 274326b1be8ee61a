package org.ostler.bench;

import java.io.IOException;
import java.util.List;

/// Something that is measured on both daemons.
interface Scenario {
    /// The word that names it on the command line.
    String name();

    /// What it measures, in one line.
    String summary();

    /// What it adds to the table, in that order.
    List<Figure> figures();

    /// Measures. It may leave the daemons running; whoever comes next starts them anew.
    void measure(Bench bench) throws IOException;
}
