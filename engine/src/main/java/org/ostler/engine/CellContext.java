package org.ostler.engine;

import java.nio.file.Path;

/// What all cells of an engine share.
///
/// @param records where the state of running guests is written down
/// @param logDirectory where guests' logs go
record CellContext(
        Registry registry,
        EventLog events,
        Refusal refusal,
        LiveRecords records,
        Path logDirectory) {}
