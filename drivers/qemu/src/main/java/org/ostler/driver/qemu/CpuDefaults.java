package org.ostler.driver.qemu;

import org.ostler.api.Plan;
import org.ostler.model.CpuSpec;
import org.ostler.model.DomainType;
import org.ostler.model.Kept;

import java.util.Optional;

/// Settles the CPU: a model that is named and known, or the host's own where KVM can give it.
final class CpuDefaults {
    private final Draft draft;

    CpuDefaults(Draft draft) {
        this.draft = draft;
    }

    void apply() {
        CpuSpec cpu = draft.spec().cpu().orElseGet(() -> CpuSpec.ofMode("custom"));
        String mode = cpu.mode().orElse("custom");
        boolean host = mode.equals("host-passthrough") || mode.equals("host-model");
        if (host && draft.spec().type() == DomainType.QEMU) {
            throw Refusals.unsupported(
                    "CPU mode '"
                            + mode
                            + "' is not supported by QEMU for a guest without hardware"
                            + " acceleration");
        }
        CpuSpec settled = host || mode.equals("maximum") ? unnamed(cpu, mode) : named(cpu);
        draft.change(s -> s.withCpu(Optional.of(settled)));
    }

    /// A CPU that is whatever the host or QEMU has.
    private static CpuSpec unnamed(CpuSpec cpu, String mode) {
        Optional<Boolean> migratable =
                mode.equals("host-model")
                        ? cpu.migratable()
                        : cpu.migratable().or(() -> Optional.of(true));
        return filled(cpu, cpu.mode(), cpu.match(), migratable, cpu.model());
    }

    private CpuSpec named(CpuSpec cpu) {
        Optional<String> name = cpu.model().flatMap(CpuSpec.Model::name);
        if (name.isPresent()
                && draft.qemu().cpus().stream().noneMatch(c -> c.name().equals(name.get()))) {
            throw Refusals.unsupported(
                    "CPU model "
                            + name.get()
                            + " is not supported by emulator "
                            + draft.qemu().path());
        }
        Optional<CpuSpec.Model> model =
                name.isPresent() ? cpu.model().map(CpuDefaults::withFallback) : machineModel();
        return filled(
                cpu,
                Optional.of("custom"),
                cpu.match().or(() -> Optional.of("exact")),
                cpu.migratable(),
                model);
    }

    private static CpuSpec.Model withFallback(CpuSpec.Model m) {
        return new CpuSpec.Model(
                m.fallback().or(() -> Optional.of("allow")), m.vendorId(), m.name(), m.kept());
    }

    /// The model that the machine type has by itself, so that a later machine type changes nothing.
    private Optional<CpuSpec.Model> machineModel() {
        String machine = draft.spec().os().machine().orElse("");
        String suffix = "-" + draft.qemu().arch() + "-cpu";
        Optional<String> name =
                draft.qemu()
                        .machine(machine)
                        .flatMap(QemuBinary.Machine::defaultCpu)
                        .filter(type -> type.endsWith(suffix))
                        .map(type -> type.substring(0, type.length() - suffix.length()));
        name.ifPresent(
                n ->
                        draft.chose(
                                "/domain/cpu/model",
                                n,
                                Plan.Provenance.MACHINE,
                                "the CPU of machine type " + machine));
        return name.map(
                n ->
                        new CpuSpec.Model(
                                Optional.of("forbid"),
                                Optional.empty(),
                                Optional.of(n),
                                Kept.NONE));
    }

    private static CpuSpec filled(
            CpuSpec cpu,
            Optional<String> mode,
            Optional<String> match,
            Optional<Boolean> migratable,
            Optional<CpuSpec.Model> model) {
        return new CpuSpec(
                mode,
                match,
                cpu.check().or(() -> Optional.of("none")),
                migratable,
                model,
                cpu.vendor(),
                cpu.topology(),
                cpu.features(),
                cpu.kept());
    }
}
