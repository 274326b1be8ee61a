/// The protocol compiler: reads `*.protocol` files, checks them, and writes one record per
/// structure and one table per program. `docs/protocol.md` describes the notation.
@NullMarked
package org.ostler.protocol.compiler;

import org.jspecify.annotations.NullMarked;
