package org.ostler.driver.qemu;

import org.ostler.model.CpuSpec;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainType;
import org.ostler.model.Features;
import org.ostler.model.LifecycleAction;
import org.ostler.model.OsSpec;

import java.util.List;
import java.util.Optional;

/// The machine itself: board, accelerator, CPUs, memory, firmware settings, direct kernel boot,
/// power management.
final class MachineArguments {
    private final Arguments out;
    private final DomainSpec spec;

    MachineArguments(Arguments out) {
        this.out = out;
        this.spec = out.spec;
    }

    void board(Firmware firmware) {
        KeyValues machine =
                KeyValues.of(spec.os().machine().orElseThrow())
                        .add("usb", false)
                        .add("dump-guest-core", spec.memory().dumpCore().orElse(false))
                        .add("memory-backend", ramId());
        Optional<Features> features = spec.features();
        // libvirt's definitions have ACPI only where they ask for it.
        if (!features.map(Features::acpi).orElse(false)) {
            machine.add("acpi", false);
        }
        features.flatMap(Features::vmport).ifPresent(on -> machine.add("vmport", on));
        if (Firmware.hasSmm(spec)) {
            machine.add("smm", true);
        }
        if (spec.os().biosUseSerial().orElse(false)) {
            machine.add("graphics", false);
        }
        spec.clock().timers().stream()
                .filter(t -> t.name().equals("hpet"))
                .flatMap(t -> t.present().stream())
                .findFirst()
                .ifPresent(on -> machine.add("hpet", on));
        new FirmwareArguments(out, firmware).add(machine);
        out.option("-machine", machine);
        out.option("-accel", spec.type() == DomainType.KVM ? "kvm" : "tcg");
        if (features.flatMap(Features::vmcoreinfo).orElse(false)) {
            out.device(
                    "/domain/features/vmcoreinfo",
                    Json.object().put("driver", "vmcoreinfo").build());
        }
    }

    private String ramId() {
        return out.target
                .binary()
                .machine(spec.os().machine().orElseThrow())
                .flatMap(QemuBinary.Machine::ramId)
                .orElse("pc.ram");
    }

    void memory() {
        KeyValues memory = new KeyValues().add("size", spec.memory().kib() + "k");
        spec.maxMemory()
                .ifPresent(
                        m -> {
                            memory.add("slots", m.slots().orElse(1));
                            memory.add("maxmem", m.kib() + "k");
                        });
        out.option("-m", memory);
        out.json(
                "-object",
                Json.object()
                        .put("qom-type", "memory-backend-ram")
                        .put("id", ramId())
                        .put("size", spec.memory().kib() * 1024)
                        .build());
        out.option("-overcommit", "mem-lock=off");
    }

    void cpus() {
        int max = spec.vcpu().count();
        int now = spec.vcpu().atStart();
        KeyValues smp = KeyValues.of(Integer.toString(now));
        if (now < max) {
            smp.add("maxcpus", max);
        }
        Optional<CpuSpec.Topology> topology = spec.cpu().flatMap(CpuSpec::topology);
        smp.add("sockets", topology.map(CpuSpec.Topology::sockets).orElse(max));
        topology.ifPresent(t -> t.dies().ifPresent(n -> smp.add("dies", n)));
        smp.add("cores", topology.map(CpuSpec.Topology::cores).orElse(1));
        smp.add("threads", topology.map(CpuSpec.Topology::threads).orElse(1));
        out.option("-smp", smp);
        spec.vcpu()
                .cpuset()
                .ifPresent(
                        c ->
                                out.ignored(
                                        "/domain/vcpu/@cpuset",
                                        "this driver does not pin vCPUs yet"));
    }

    void boot() {
        OsSpec os = spec.os();
        KeyValues boot = new KeyValues();
        os.bootMenu()
                .ifPresent(
                        m -> {
                            m.enabled().ifPresent(on -> boot.add("menu", on));
                            m.timeoutMillis().ifPresent(t -> boot.add("splash-time", t));
                        });
        os.rebootTimeoutMillis().ifPresent(t -> boot.add("reboot-timeout", t));
        out.option("-boot", boot.add("strict", true));
        os.kernel().ifPresent(k -> out.option("-kernel", k));
        os.initrd().ifPresent(i -> out.option("-initrd", i));
        os.cmdline().ifPresent(c -> out.option("-append", c));
        os.dtb().ifPresent(d -> out.option("-dtb", d));
        os.smbios()
                .filter(s -> !s.equals("emulate"))
                .ifPresent(
                        s ->
                                out.ignored(
                                        "/domain/os/smbios/@mode",
                                        "this driver does not fill SMBIOS tables yet"));
    }

    void power() {
        // Whatever ends the guest stops it first, so that the driver decides what becomes of it.
        out.flag("-no-shutdown");
        if (List.of(LifecycleAction.DESTROY, LifecycleAction.PRESERVE).contains(spec.onReboot())) {
            out.option("-action", "reboot=shutdown");
        }
        String chip = out.pcie() ? "ICH9-LPC" : "PIIX4_PM";
        spec.pm()
                .ifPresent(
                        pm -> {
                            pm.suspendToMem()
                                    .ifPresent(
                                            on ->
                                                    out.option(
                                                            "-global",
                                                            chip + ".disable_s3=" + (on ? 0 : 1)));
                            pm.suspendToDisk()
                                    .ifPresent(
                                            on ->
                                                    out.option(
                                                            "-global",
                                                            chip + ".disable_s4=" + (on ? 0 : 1)));
                        });
    }
}
