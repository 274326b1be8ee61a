/// What is inside the payloads of libvirt's RPC: XDR, and one record per structure.
///
/// The records and the procedure tables of this package are generated from `src/main/protocol` by
/// the protocol compiler; what is written by hand is the XDR codec and the descriptor types that
/// the generated code is made of. Nothing here knows of connections or frames.
@NullMarked
package org.ostler.wire.protocol;

import org.jspecify.annotations.NullMarked;
