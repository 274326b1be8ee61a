package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

/// The largest frame: `<mtu size='…'/>`.
///
/// @param size in bytes
public record Mtu(int size, Kept kept) {
    private static final Fields<Mtu> F = Fields.of("mtu");
    private static final Field<Mtu, Integer> SIZE =
            F.required("size", Codec.number(1, 65535), Mtu::size);
    static final Shape<Mtu> SHAPE = F.shape(v -> new Mtu(v.get(SIZE), v.kept()), Mtu::kept);
}
