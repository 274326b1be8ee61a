package org.ostler.model;

import java.util.Optional;

/// Whether the firmware offers the guest to suspend: `<pm>`.
public record PowerManagement(
        Optional<Boolean> suspendToMem, Optional<Boolean> suspendToDisk, Kept kept) {
    private static final Fields<PowerManagement> F = Fields.of("pm");
    private static final Field<PowerManagement, Optional<Boolean>> TO_MEM =
            F.in("suspend-to-mem").optional("enabled", Codec.YES_NO, PowerManagement::suspendToMem);
    private static final Field<PowerManagement, Optional<Boolean>> TO_DISK =
            F.in("suspend-to-disk")
                    .optional("enabled", Codec.YES_NO, PowerManagement::suspendToDisk);

    /// A `<pm>` that says nothing.
    static final PowerManagement NOTHING =
            new PowerManagement(Optional.empty(), Optional.empty(), Kept.NONE);

    static final Shape<PowerManagement> SHAPE =
            F.shape(
                    v -> new PowerManagement(v.get(TO_MEM), v.get(TO_DISK), v.kept()),
                    PowerManagement::kept);
}
