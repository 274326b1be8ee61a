package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.MemoryUnit;
import org.ostler.model.Shape;

/// An amount of storage, read in any unit and written in bytes.
public record StorageSize(long bytes, Kept kept) {
    static final Shape<StorageSize> SHAPE = shape("bytes");

    /// The same with the unit spelled `B`.
    static final Shape<StorageSize> IN_B = shape("B");

    /// Nothing.
    public static final StorageSize NONE = ofBytes(0);

    public StorageSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("an amount of storage cannot be negative");
        }
    }

    /// Just the amount.
    public static StorageSize ofBytes(long bytes) {
        return new StorageSize(bytes, Kept.NONE);
    }

    private static Shape<StorageSize> shape(String bytesAre) {
        Fields<StorageSize> fields = Fields.of("size");
        Field<StorageSize, MemoryUnit> unit =
                fields.attribute(
                        "unit",
                        Codec.of(
                                MemoryUnit.CODEC::parse,
                                always -> bytesAre,
                                MemoryUnit.CODEC.expected()),
                        MemoryUnit.BYTE,
                        size -> MemoryUnit.BYTE);
        Field<StorageSize, Long> amount =
                fields.content(Codec.decimal(0, Long.MAX_VALUE), StorageSize::bytes);
        return fields.shape(
                v -> new StorageSize(v.get(unit).toBytes(v.get(amount)), v.kept()),
                StorageSize::kept);
    }
}
