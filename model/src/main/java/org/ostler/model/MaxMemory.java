package org.ostler.model;

import java.util.OptionalInt;

/// How far memory can grow by plugging in modules.
///
/// @param kib all memory with every slot filled, in KiB
/// @param slots how many modules can be plugged in
public record MaxMemory(long kib, OptionalInt slots, Kept kept) {
    private static final Fields<MaxMemory> F = Fields.of("maxMemory");
    private static final Field<MaxMemory, OptionalInt> SLOTS =
            F.optionalInt("slots", Codec.number(0, Integer.MAX_VALUE), MaxMemory::slots);
    private static final Field<MaxMemory, MemoryUnit> UNIT =
            F.attribute("unit", MemoryUnit.CODEC, MemoryUnit.KIB, memory -> MemoryUnit.KIB);
    private static final Field<MaxMemory, Long> AMOUNT =
            F.content(Codec.decimal(0, Long.MAX_VALUE), MaxMemory::kib);
    static final Shape<MaxMemory> SHAPE =
            F.shape(
                    v -> new MaxMemory(v.get(UNIT).toKib(v.get(AMOUNT)), v.get(SLOTS), v.kept()),
                    MaxMemory::kept);
}
