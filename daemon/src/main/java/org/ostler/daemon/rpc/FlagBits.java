package org.ostler.daemon.rpc;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Flag;
import org.ostler.wire.protocol.Procedure;

import java.util.EnumSet;
import java.util.Set;

/// A flags word as a set; bits that no flag has are refused as libvirt refuses them.
public final class FlagBits {
    private FlagBits() {}

    /// The flags that are set.
    ///
    /// @throws Fault (`INVALID_ARG`) naming the bits that nobody knows
    static <F extends Enum<F> & Flag> Set<F> of(
            Class<F> type, int bits, Procedure<?, ?> procedure) {
        if (bits == 0) {
            return Set.of();
        }
        EnumSet<F> flags = EnumSet.noneOf(type);
        int unknown = bits;
        for (F flag : type.getEnumConstants()) {
            if ((bits & flag.bit()) != 0) {
                flags.add(flag);
                unknown &= ~flag.bit();
            }
        }
        requireNone(unknown, procedure);
        return flags;
    }

    /// Refuses a word in which any of these bits is set.
    public static void requireNone(int unknown, Procedure<?, ?> procedure) {
        if (unknown != 0) {
            throw Fault.of(
                    FaultCode.INVALID_ARG,
                    FaultDomain.of(procedure.errorDomain()),
                    "unsupported flags (0x%x) in function %s"
                            .formatted(unknown, procedure.apiName()));
        }
    }
}
