package org.ostler.model;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The order and meaning of the elements of `<domain>`.
final class DomainShape {
    private static final Fields<DomainSpec> F = Fields.of("domain");
    static final Field<DomainSpec, DomainType> TYPE =
            F.required("type", DomainType.CODEC, DomainSpec::type);
    static final Field<DomainSpec, String> NAME =
            F.text("name", Codec.of(DomainShape::requireName, name -> name, ""), DomainSpec::name);
    static final Field<DomainSpec, Optional<UUID>> UUID_FIELD =
            F.optionalText("uuid", Codec.UUID, DomainSpec::uuid);

    static {
        F.untyped("genid");
    }

    static final Field<DomainSpec, Optional<String>> TITLE =
            F.optionalText("title", Codec.TEXT, DomainSpec::title);
    static final Field<DomainSpec, Optional<String>> DESCRIPTION =
            F.optionalText("description", Codec.TEXT, DomainSpec::description);
    static final Field<DomainSpec, Optional<XmlElement>> METADATA =
            F.foreign("metadata", DomainSpec::metadata);

    static {
        F.untyped("hwuuid");
    }

    static final Field<DomainSpec, Optional<MaxMemory>> MAX_MEMORY =
            F.maybe("maxMemory", MaxMemory.SHAPE, DomainSpec::maxMemory);
    static final Field<DomainSpec, Optional<Memory>> MEMORY =
            F.maybe("memory", Memory.SHAPE, domain -> Optional.of(domain.memory()));
    static final Field<DomainSpec, Optional<Memory>> CURRENT_MEMORY =
            F.maybe("currentMemory", Memory.SHAPE, domain -> Optional.of(domain.currentMemory()));

    static {
        F.untyped("blkiotune", "memtune", "memoryBacking");
    }

    static final Field<DomainSpec, VcpuSpec> VCPU =
            F.one("vcpu", VcpuSpec.SHAPE, VcpuSpec.of(1), DomainSpec::vcpu);

    static {
        F.untyped(
                "vcpus",
                "iothreads",
                "iothreadids",
                "defaultiothread",
                "cputune",
                "numatune",
                "resource",
                "sysinfo");
    }

    static final Field<DomainSpec, Optional<String>> BOOTLOADER =
            F.optionalText("bootloader", Codec.TEXT, DomainSpec::bootloader);
    static final Field<DomainSpec, Optional<String>> BOOTLOADER_ARGS =
            F.optionalText("bootloader_args", Codec.TEXT, DomainSpec::bootloaderArgs);
    static final Field<DomainSpec, OsSpec> OS =
            F.one("os", OsSpec.SHAPE, OsSpec.of(OsType.XEN), DomainSpec::os);

    static {
        F.untyped("idmap");
    }

    static final Field<DomainSpec, Optional<Features>> FEATURES =
            F.maybe("features", Features.SHAPE, DomainSpec::features);
    static final Field<DomainSpec, Optional<CpuSpec>> CPU =
            F.maybe("cpu", CpuSpec.SHAPE, DomainSpec::cpu);
    static final Field<DomainSpec, Clock> CLOCK =
            F.one("clock", Clock.SHAPE, Clock.UTC, DomainSpec::clock);
    static final Field<DomainSpec, LifecycleAction> ON_POWEROFF =
            F.text("on_poweroff", withoutDump(), LifecycleAction.DESTROY, DomainSpec::onPoweroff);
    static final Field<DomainSpec, LifecycleAction> ON_REBOOT =
            F.text("on_reboot", withoutDump(), LifecycleAction.RESTART, DomainSpec::onReboot);
    static final Field<DomainSpec, LifecycleAction> ON_CRASH =
            F.text("on_crash", LifecycleAction.CODEC, LifecycleAction.DESTROY, DomainSpec::onCrash);

    static {
        F.untyped("on_lockfailure");
    }

    static final Field<DomainSpec, Optional<PowerManagement>> PM =
            F.maybe("pm", PowerManagement.SHAPE, DomainSpec::pm);

    static {
        F.untyped("perf");
    }

    static final Field<DomainSpec, Devices> DEVICES =
            F.one("devices", Devices.SHAPE, Devices.NONE, DomainSpec::devices);

    static final Shape<DomainSpec> SHAPE =
            F.untyped("seclabel", "keywrap", "launchSecurity")
                    .ignoredAttribute("id")
                    .check(DomainChecks::check)
                    .shape(DomainShape::make, DomainSpec::kept);

    private DomainShape() {}

    private static Codec<LifecycleAction> withoutDump() {
        return Codec.of(
                new LifecycleAction[] {
                    LifecycleAction.DESTROY,
                    LifecycleAction.RESTART,
                    LifecycleAction.RENAME_RESTART,
                    LifecycleAction.PRESERVE
                });
    }

    /// The name, if a domain can be called so.
    static String requireName(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the domain's name is empty");
        }
        if (name.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    "the domain's name " + Reading.quote(name) + " contains a '/'");
        }
        if (name.indexOf('\n') >= 0) {
            throw new IllegalArgumentException(
                    "the domain's name " + Reading.quote(name) + " contains a newline");
        }
        return name;
    }

    private static DomainSpec make(Values<DomainSpec> v) {
        Memory memory = v.get(MEMORY).orElseGet(() -> cellsMemory(v.get(CPU)));
        if (memory.kib() == 0) {
            throw new IllegalArgumentException(
                    "the domain has no memory: element 'memory' is missing or 0");
        }
        return new DomainSpec(
                v.get(TYPE),
                v.get(NAME),
                v.get(UUID_FIELD),
                v.get(TITLE),
                v.get(DESCRIPTION),
                v.get(METADATA),
                v.get(MAX_MEMORY),
                memory,
                v.get(CURRENT_MEMORY).orElseGet(() -> Memory.ofKib(memory.kib())),
                v.get(VCPU),
                v.get(BOOTLOADER),
                v.get(BOOTLOADER_ARGS),
                v.get(OS),
                said(v.get(FEATURES), Features.none(), v.kept(), "features"),
                said(v.get(CPU), CpuSpec.NOTHING, v.kept(), "cpu"),
                v.get(CLOCK),
                v.get(ON_POWEROFF),
                v.get(ON_REBOOT),
                v.get(ON_CRASH),
                said(v.get(PM), PowerManagement.NOTHING, v.kept(), "pm"),
                v.get(DEVICES),
                v.kept());
    }

    /// An element that says nothing is left out, unless something is kept that has its place behind
    /// it.
    private static <T> Optional<T> said(Optional<T> value, T nothing, Kept beside, String element) {
        return value.filter(one -> !one.equals(nothing) || beside.followsAny(element));
    }

    /// The memory of all NUMA cells: what a domain has that does not say it otherwise.
    private static Memory cellsMemory(Optional<CpuSpec> cpu) {
        long kib = 0;
        List<XmlElement> numa = cpu.isEmpty() ? List.of() : cpu.get().kept().elements("numa");
        for (XmlElement element : numa) {
            for (XmlElement cell : element.children("cell")) {
                long amount = Numbers.parse(cell.attribute("memory").orElse("0"));
                MemoryUnit unit = MemoryUnit.CODEC.parse(cell.attribute("unit").orElse("KiB"));
                kib += amount > 0 && unit != null ? unit.toKib(amount) : 0;
            }
        }
        return Memory.ofKib(kib);
    }
}
