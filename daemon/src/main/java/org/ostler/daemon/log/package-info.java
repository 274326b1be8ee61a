/// The daemon's log: what `System.Logger` is given becomes lines that machines can read, written by
/// a thread of its own, so that neither a full pipe nor a slow disk ever holds up a call.
@NullMarked
package org.ostler.daemon.log;

import org.jspecify.annotations.NullMarked;
