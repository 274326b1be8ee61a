package org.ostler.wire;

import java.util.Optional;

/// What came of a call that opens a stream.
///
/// @param reply the answer, a result or an error
/// @param stream present unless the answer is an error
public record ClientStreamOpening(ClientReply reply, Optional<ClientStream> stream) {}
