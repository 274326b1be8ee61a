package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

/// The format of a pool's source or of a volume: `<format type='…'/>`.
public record PoolFormat(String type, Kept kept) {
    private static final Fields<PoolFormat> F = Fields.of("format");
    private static final Field<PoolFormat, String> TYPE =
            F.required("type", Codec.WORD, PoolFormat::type);
    static final Shape<PoolFormat> SHAPE =
            F.shape(v -> new PoolFormat(v.get(TYPE), v.kept()), PoolFormat::kept);
}
