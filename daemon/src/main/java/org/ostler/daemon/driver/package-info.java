/// The drivers as the daemon has them: in this process, or each in a process of its own that is
/// watched and started again.
@NullMarked
package org.ostler.daemon.driver;

import org.jspecify.annotations.NullMarked;
