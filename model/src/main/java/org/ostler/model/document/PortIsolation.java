package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.Optional;

/// Whether guests reach each other: `<port isolated='…'/>`.
///
/// @param isolated whether they do not
public record PortIsolation(Optional<Boolean> isolated, Kept kept) {
    private static final Fields<PortIsolation> F = Fields.of("port");
    private static final Field<PortIsolation, Optional<Boolean>> ISOLATED =
            F.optional("isolated", Codec.YES_NO, PortIsolation::isolated);
    static final Shape<PortIsolation> SHAPE =
            F.shape(v -> new PortIsolation(v.get(ISOLATED), v.kept()), PortIsolation::kept);
}
