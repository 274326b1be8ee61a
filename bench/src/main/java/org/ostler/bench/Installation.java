package org.ostler.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A daemon's files, and how it is started on them.
///
/// All of it is below the run's own folder; what a daemon insists on finding elsewhere has been
/// mounted there for this run's processes alone (`tools/bench`).
interface Installation {
    Side side();

    /// Forgets every object that the daemon knew, and what ran; keeps its cache. The daemon must
    /// not run.
    void freshen() throws IOException;

    /// The program and its arguments; the process that starts is the daemon, in the foreground.
    List<String> command();

    /// The socket for reading and writing.
    Path socket();

    /// Where its output goes.
    Path log();
}
