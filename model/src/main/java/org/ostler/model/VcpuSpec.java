package org.ostler.model;

import java.util.Optional;
import java.util.OptionalInt;

/// How many virtual CPUs a domain has.
///
/// @param count the most it can have, at least 1
/// @param current how many are there at start, when that is fewer
/// @param placement `static`, or `auto` when an adviser chooses the host CPUs
/// @param cpuset the host CPUs that they may run on, in the shortest spelling: `0-3,7`
public record VcpuSpec(
        int count, OptionalInt current, String placement, Optional<String> cpuset, Kept kept) {
    private static final Fields<VcpuSpec> F = Fields.of("vcpu");
    private static final Field<VcpuSpec, String> PLACEMENT =
            F.attribute("placement", Codec.words("static", "auto"), "static", VcpuSpec::placement);
    private static final Field<VcpuSpec, Optional<String>> CPUSET =
            F.optional("cpuset", CpuSets.CODEC, VcpuSpec::cpuset);
    private static final Field<VcpuSpec, OptionalInt> CURRENT =
            F.optionalInt("current", Codec.number(0, Integer.MAX_VALUE), VcpuSpec::current);
    private static final Field<VcpuSpec, Integer> COUNT =
            F.content(Codec.number(0, Integer.MAX_VALUE), VcpuSpec::count);
    static final Shape<VcpuSpec> SHAPE =
            F.shape(
                    v ->
                            new VcpuSpec(
                                    v.get(COUNT),
                                    v.get(CURRENT),
                                    v.get(PLACEMENT),
                                    v.get(CPUSET),
                                    v.kept()),
                    VcpuSpec::kept);

    public VcpuSpec {
        if (count < 1) {
            throw new IllegalArgumentException("a domain needs at least one vcpu");
        }
        if (current.isPresent() && current.getAsInt() > count) {
            throw new IllegalArgumentException(
                    "the current number of vcpus "
                            + current.getAsInt()
                            + " is greater than their maximum "
                            + count);
        }
        if (current.isPresent() && current.getAsInt() == 0) {
            throw new IllegalArgumentException("a domain needs at least one current vcpu");
        }
        current =
                current.isPresent() && current.getAsInt() == count ? OptionalInt.empty() : current;
    }

    public static VcpuSpec of(int count) {
        return new VcpuSpec(count, OptionalInt.empty(), "static", Optional.empty(), Kept.NONE);
    }

    /// How many are there at start.
    public int atStart() {
        return current.orElse(count);
    }
}
