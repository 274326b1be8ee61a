package org.ostler.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What follows from what is said of a CPU.
final class CpuRules {
    private CpuRules() {}

    static CpuSpec complete(CpuSpec cpu) {
        boolean named = cpu.mode().isEmpty() && cpu.model().isPresent();
        boolean custom = named || cpu.mode().equals(Optional.of("custom"));
        List<CpuSpec.Feature> features = cpu.features().stream().map(CpuRules::withPolicy).toList();
        return new CpuSpec(
                named ? Optional.of("custom") : cpu.mode(),
                custom && cpu.match().isEmpty() ? Optional.of("exact") : cpu.match(),
                cpu.check(),
                cpu.migratable(),
                cpu.model().map(CpuRules::withFallback),
                cpu.vendor(),
                cpu.topology().map(CpuRules::withDies),
                features,
                cpu.kept());
    }

    private static CpuSpec.Model withFallback(CpuSpec.Model model) {
        return new CpuSpec.Model(
                model.fallback().or(() -> Optional.of("allow")),
                model.vendorId(),
                model.name(),
                model.kept());
    }

    private static CpuSpec.Topology withDies(CpuSpec.Topology topology) {
        return new CpuSpec.Topology(
                topology.sockets(),
                OptionalInt.of(topology.dies().orElse(1)),
                topology.cores(),
                topology.threads(),
                topology.kept());
    }

    private static CpuSpec.Feature withPolicy(CpuSpec.Feature feature) {
        return new CpuSpec.Feature(
                feature.policy().or(() -> Optional.of("require")), feature.name(), feature.kept());
    }
}
