package org.ostler.model;

import java.util.Optional;

/// An amount of guest memory.
///
/// @param kib the amount in KiB; amounts in other units are rounded up to whole KiB when they are
///   read
/// @param dumpCore whether the guest's memory is part of a core dump of the hypervisor's process
public record Memory(long kib, Optional<Boolean> dumpCore, Kept kept) {
    private static final Fields<Memory> F = Fields.of("memory");
    private static final Field<Memory, Optional<Boolean>> DUMP_CORE =
            F.optional("dumpCore", Codec.ON_OFF, Memory::dumpCore);
    private static final Field<Memory, MemoryUnit> UNIT =
            F.attribute("unit", MemoryUnit.CODEC, MemoryUnit.KIB, memory -> MemoryUnit.KIB);
    private static final Field<Memory, Long> AMOUNT =
            F.content(Codec.decimal(0, Long.MAX_VALUE), Memory::kib);
    static final Shape<Memory> SHAPE =
            F.shape(
                    v -> new Memory(v.get(UNIT).toKib(v.get(AMOUNT)), v.get(DUMP_CORE), v.kept()),
                    Memory::kept);

    public Memory {
        if (kib < 0) {
            throw new IllegalArgumentException("an amount of memory cannot be negative");
        }
    }

    /// Just the amount.
    public static Memory ofKib(long kib) {
        return new Memory(kib, Optional.empty(), Kept.NONE);
    }

    /// Just the amount.
    public static Memory ofMib(long mib) {
        return ofKib(Math.multiplyExact(mib, 1024));
    }

    /// The same with another amount.
    public Memory withKib(long value) {
        return new Memory(value, dumpCore, kept);
    }
}
