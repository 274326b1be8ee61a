package org.ostler.driver.qemu;

import org.ostler.api.Plan;
import org.ostler.model.Clock;
import org.ostler.model.CpuSpec;
import org.ostler.model.DomainType;
import org.ostler.model.Features;

import java.util.Map;
import java.util.Optional;

/// The CPU model and its features: `-cpu`.
final class CpuArguments {
    /// Features that libvirt's definitions and QEMU spell differently, beyond `_` for `-`.
    private static final Map<String, String> SPELLING =
            Map.of("pclmuldq", "pclmulqdq", "ffxsr", "fxsr-opt");

    private final Arguments out;

    CpuArguments(Arguments out) {
        this.out = out;
    }

    void add() {
        boolean kvm = out.spec.type() == DomainType.KVM;
        Optional<CpuSpec> cpu = out.spec.cpu();
        KeyValues value = KeyValues.of(model(cpu, kvm));
        cpu.flatMap(CpuSpec::migratable)
                .filter(on -> kvm && !cpu.flatMap(CpuSpec::mode).equals(Optional.of("custom")))
                .ifPresent(on -> value.add("migratable", on));
        cpu.flatMap(CpuSpec::model)
                .flatMap(CpuSpec.Model::vendorId)
                .ifPresent(v -> value.add("vendor", v));
        cpu.ifPresent(c -> c.features().forEach(f -> feature(value, f)));
        paravirtual(value, kvm);
        out.option("-cpu", value);
    }

    private String model(Optional<CpuSpec> cpu, boolean kvm) {
        String mode = cpu.flatMap(CpuSpec::mode).orElse("custom");
        return switch (mode) {
            case "host-passthrough" -> "host";
            case "host-model" -> {
                out.remark(
                        Plan.Remark.Level.CHANGED,
                        "/domain/cpu/@mode",
                        "the guest gets the host's CPU as KVM offers it, not the nearest named"
                                + " model",
                        "use host-passthrough, or name a model that all hosts have");
                yield "host";
            }
            case "maximum" -> "max";
            default ->
                    cpu.flatMap(CpuSpec::model)
                            .flatMap(CpuSpec.Model::name)
                            .orElse(kvm ? "kvm64" : "qemu64");
        };
    }

    private void feature(KeyValues value, CpuSpec.Feature f) {
        String name = SPELLING.getOrDefault(f.name(), f.name().replace('_', '-'));
        switch (f.policy().orElse("require")) {
            case "force", "require" -> value.add(name, true);
            case "disable", "forbid" -> value.add(name, false);
            default ->
                    out.ignored(
                            "/domain/cpu/feature[@name='" + f.name() + "']",
                            "this driver leaves optional features as the model has them");
        }
    }

    private void paravirtual(KeyValues value, boolean kvm) {
        Optional<Features> features = out.spec.features();
        features.flatMap(Features::pmu).ifPresent(on -> value.add("pmu", on));
        if (!kvm) {
            return;
        }
        features.flatMap(Features::apicEoi).ifPresent(on -> value.add("kvm_pv_eoi", on));
        features.flatMap(Features::pvspinlock).ifPresent(on -> value.add("kvm_pv_unhalt", on));
        for (Clock.Timer timer : out.spec.clock().timers()) {
            if (timer.name().equals("kvmclock")) {
                timer.present().ifPresent(on -> value.add("kvmclock", on));
            }
            if (timer.name().equals("tsc")) {
                timer.frequencyHz().ifPresent(hz -> value.add("tsc-frequency", hz));
            }
        }
    }
}
