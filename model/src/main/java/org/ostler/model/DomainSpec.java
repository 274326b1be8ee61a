package org.ostler.model;

import java.util.Optional;
import java.util.UUID;

/// What a guest is, in the canonical form that is stored and shown: `<domain>`.
///
/// Immutable; copies are changed with `with…`. Elements that have no component (memory tuning, NUMA
/// placement, security labels, hypervisor extensions, …) are in [#kept()], at their places. A
/// domain's number while it runs is no part of what it is.
///
/// @param name 1 or more characters, none of them `/` or a newline
/// @param uuid the identity; empty until someone has chosen
/// @param metadata applications' own data, as it stands
/// @param memory the memory at start, without modules that are plugged in
/// @param currentMemory what the balloon leaves the guest; 0 or more than `memory` becomes
///   `memory`, as in libvirt
public record DomainSpec(
        DomainType type,
        String name,
        Optional<UUID> uuid,
        Optional<String> title,
        Optional<String> description,
        Optional<XmlElement> metadata,
        Optional<MaxMemory> maxMemory,
        Memory memory,
        Memory currentMemory,
        VcpuSpec vcpu,
        Optional<String> bootloader,
        Optional<String> bootloaderArgs,
        OsSpec os,
        Optional<Features> features,
        Optional<CpuSpec> cpu,
        Clock clock,
        LifecycleAction onPoweroff,
        LifecycleAction onReboot,
        LifecycleAction onCrash,
        Optional<PowerManagement> pm,
        Devices devices,
        Kept kept) {
    public DomainSpec {
        DomainShape.requireName(name);
        boolean fits = currentMemory.kib() > 0 && currentMemory.kib() <= memory.kib();
        currentMemory = fits ? currentMemory : currentMemory.withKib(memory.kib());
    }

    /// A domain of which only the necessary is said.
    public static DomainSpec of(
            DomainType type, String name, Memory memory, VcpuSpec vcpu, OsSpec os) {
        Optional<String> none = Optional.empty();
        return new DomainSpec(
                type,
                name,
                Optional.empty(),
                none,
                none,
                Optional.empty(),
                Optional.empty(),
                memory,
                Memory.ofKib(memory.kib()),
                vcpu,
                none,
                none,
                os,
                Optional.empty(),
                Optional.empty(),
                Clock.UTC,
                LifecycleAction.DESTROY,
                LifecycleAction.RESTART,
                LifecycleAction.DESTROY,
                Optional.empty(),
                Devices.NONE,
                Kept.NONE);
    }

    public DomainSpec withType(DomainType value) {
        return DomainShape.SHAPE.with(this, DomainShape.TYPE, value);
    }

    public DomainSpec withName(String value) {
        return DomainShape.SHAPE.with(this, DomainShape.NAME, value);
    }

    public DomainSpec withUuid(UUID value) {
        return DomainShape.SHAPE.with(this, DomainShape.UUID_FIELD, Optional.of(value));
    }

    public DomainSpec withTitle(Optional<String> value) {
        return DomainShape.SHAPE.with(this, DomainShape.TITLE, value);
    }

    public DomainSpec withDescription(Optional<String> value) {
        return DomainShape.SHAPE.with(this, DomainShape.DESCRIPTION, value);
    }

    public DomainSpec withMetadata(Optional<XmlElement> value) {
        return DomainShape.SHAPE.with(this, DomainShape.METADATA, value);
    }

    public DomainSpec withMaxMemory(Optional<MaxMemory> value) {
        return DomainShape.SHAPE.with(this, DomainShape.MAX_MEMORY, value);
    }

    public DomainSpec withMemory(Memory value) {
        return DomainShape.SHAPE.with(this, DomainShape.MEMORY, Optional.of(value));
    }

    public DomainSpec withCurrentMemory(Memory value) {
        return DomainShape.SHAPE.with(this, DomainShape.CURRENT_MEMORY, Optional.of(value));
    }

    public DomainSpec withVcpu(VcpuSpec value) {
        return DomainShape.SHAPE.with(this, DomainShape.VCPU, value);
    }

    public DomainSpec withOs(OsSpec value) {
        return DomainShape.SHAPE.with(this, DomainShape.OS, value);
    }

    public DomainSpec withFeatures(Optional<Features> value) {
        return DomainShape.SHAPE.with(this, DomainShape.FEATURES, value);
    }

    public DomainSpec withCpu(Optional<CpuSpec> value) {
        return DomainShape.SHAPE.with(this, DomainShape.CPU, value);
    }

    public DomainSpec withClock(Clock value) {
        return DomainShape.SHAPE.with(this, DomainShape.CLOCK, value);
    }

    public DomainSpec withOnPoweroff(LifecycleAction value) {
        return DomainShape.SHAPE.with(this, DomainShape.ON_POWEROFF, value);
    }

    public DomainSpec withOnReboot(LifecycleAction value) {
        return DomainShape.SHAPE.with(this, DomainShape.ON_REBOOT, value);
    }

    public DomainSpec withOnCrash(LifecycleAction value) {
        return DomainShape.SHAPE.with(this, DomainShape.ON_CRASH, value);
    }

    public DomainSpec withDevices(Devices value) {
        return DomainShape.SHAPE.with(this, DomainShape.DEVICES, value);
    }

    public DomainSpec withKept(Kept value) {
        return DomainShape.SHAPE.withKept(this, value);
    }
}
