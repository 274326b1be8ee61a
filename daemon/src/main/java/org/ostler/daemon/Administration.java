package org.ostler.daemon;

import org.ostler.daemon.log.Logs;

/// What administrators may do to the daemon itself, beside its connections.
///
/// @param logs the daemon's log
/// @param end ends the daemon in good order; returns at once or never
record Administration(Logs logs, Runnable end) {}
