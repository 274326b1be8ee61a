package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.List;
import java.util.Optional;

/// Processors as QEMU cannot make them: caches, widths of addresses, and numbers of them.
final class ProcessorRules {
    private static final List<String> OF_HOST = List.of("host-passthrough", "maximum");

    /// More need interrupts with wider numbers.
    private static final long MOST_WITHOUT_EIM = 255;

    private ProcessorRules() {}

    static void check(Guest guest) {
        Optional<Place> cpu = Said.first(guest.domain(), "cpu");
        if (cpu.isPresent()) {
            String mode = Said.attribute(cpu.get(), "mode");
            Said.require(
                    OF_HOST.contains(mode) || !Said.has(cpu.get(), "migratable"),
                    cpu.get(),
                    "attribute 'migratable' is said of a CPU of mode '" + mode + "'",
                    "mode 'host-passthrough' or 'maximum'");
            Said.first(cpu.get(), "cache").ifPresent(cache -> checkCache(cache, mode, guest));
            Said.first(cpu.get(), "maxphysaddr").ifPresent(width -> checkWidth(width, guest));
        }
        Said.first(guest.domain(), "vcpu").ifPresent(vcpu -> checkNumber(vcpu, cpu, guest));
    }

    private static void checkCache(Place cache, String mode, Guest guest) {
        Said.require(guest.isPc(), cache, "caches are not chosen on " + guest.name(), "a PC's CPU");
        String how = Said.attribute(cache, "mode");
        String level = Said.attribute(cache, "level");
        Said.require(
                !how.equals("passthrough") || OF_HOST.contains(mode),
                cache,
                "the host's cache is shown by a CPU of mode '" + mode + "'",
                "CPU mode 'host-passthrough' or 'maximum'");
        Said.require(
                !how.equals("emulate") || level.equals("3"),
                cache,
                "a cache of level '" + level + "' is emulated",
                "level='3'");
        Said.require(
                how.equals("emulate") || level.isEmpty(),
                cache,
                "cache mode '" + how + "' is for all levels",
                "no attribute 'level'");
    }

    private static void checkWidth(Place width, Guest guest) {
        Said.require(
                guest.isPc(),
                width,
                "the width of addresses is not chosen on " + guest.name(),
                "a PC's CPU");
        boolean emulated = Said.is(width, "mode", "emulate");
        Said.require(
                emulated == Said.has(width, "bits"),
                width,
                emulated
                        ? "the width to emulate is not said"
                        : "a width is said together with mode='passthrough'",
                emulated ? "the attribute 'bits'" : "no attribute 'bits'");
    }

    private static void checkNumber(Place vcpu, Optional<Place> cpu, Guest guest) {
        long most = Said.number(vcpu.element().text().strip());
        boolean wide =
                guest.devices("iommu").stream()
                        .anyMatch(iommu -> Said.attribute(iommu, "eim", "driver").equals("on"));
        Said.require(
                !guest.isPc() || most <= MOST_WITHOUT_EIM || wide,
                vcpu,
                most + " virtual CPUs need interrupts with wide numbers",
                "at most "
                        + MOST_WITHOUT_EIM
                        + ", or an element 'iommu' whose driver has eim='on'");
        // A core of pSeries is plugged with all of its threads.
        long threads =
                cpu.map(c -> Said.number(Said.attribute(c, "threads", "topology"))).orElse(-1L);
        long now = Said.number(Said.attribute(vcpu, "current"));
        if (guest.board() == Board.PSERIES && threads > 1) {
            Said.require(
                    most % threads == 0 && (now < 0 || now % threads == 0),
                    vcpu,
                    "virtual CPUs come in cores of " + threads,
                    "multiples of " + threads);
        }
    }
}
