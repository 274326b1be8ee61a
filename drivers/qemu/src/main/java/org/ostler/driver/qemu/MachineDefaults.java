package org.ostler.driver.qemu;

import org.ostler.api.Fault;
import org.ostler.api.Plan;
import org.ostler.model.BootDevice;
import org.ostler.model.Clock;
import org.ostler.model.ClockOffset;
import org.ostler.model.CpuSpec;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainType;
import org.ostler.model.Memory;
import org.ostler.model.OsSpec;
import org.ostler.model.OsType;

import java.util.List;
import java.util.Optional;

/// Settles what kind of machine a guest is: emulator, architecture, pinned machine type, CPU and
/// boot order.
final class MachineDefaults {
    private final Draft draft;

    MachineDefaults(Draft draft) {
        this.draft = draft;
    }

    void apply() {
        checkKind();
        emulator();
        architecture();
        machine();
        memory();
        topology();
        boot();
        new CpuDefaults(draft).apply();
        clock();
    }

    private void clock() {
        Clock c = draft.spec().clock();
        if (c.offset() == ClockOffset.VARIABLE && c.basis().isEmpty()) {
            draft.change(
                    s ->
                            s.withClock(
                                    new Clock(
                                            c.offset(),
                                            c.adjustment().or(() -> Optional.of("0")),
                                            Optional.of("utc"),
                                            c.timezone(),
                                            c.start(),
                                            c.timers(),
                                            c.kept())));
            draft.chose("/domain/clock/@basis", "utc", "what a variable clock is relative to");
        }
    }

    /// Boards take whole MiB.
    private void memory() {
        long kib = draft.spec().memory().kib();
        long whole = (kib + 1023) / 1024 * 1024;
        if (whole != kib) {
            Memory written = draft.spec().memory();
            draft.change(s -> s.withMemory(new Memory(whole, written.dumpCore(), written.kept())));
            draft.chose("/domain/memory", whole + " KiB", "rounded up to whole MiB");
        }
    }

    private void topology() {
        Optional<CpuSpec.Topology> topology = draft.spec().cpu().flatMap(CpuSpec::topology);
        if (topology.isPresent() && topology.get().vcpus() != draft.spec().vcpu().count()) {
            throw Refusals.unsupported("CPU topology doesn't match maximum vcpu count");
        }
    }

    private void checkKind() {
        DomainSpec spec = draft.spec();
        if (spec.type() != DomainType.QEMU && spec.type() != DomainType.KVM) {
            throw Refusals.invalid(
                    "could not find capabilities for domaintype=" + spec.type().xml());
        }
        if (spec.os().type() != OsType.HVM) {
            throw Refusals.invalid(
                    "could not find capabilities for ostype=" + spec.os().type().xml());
        }
        Optional<String> objection = draft.target().kvmObjection();
        if (spec.type() == DomainType.KVM && objection.isPresent()) {
            throw Refusals.invalid(
                    "could not find capabilities for domaintype=kvm (" + objection.get() + ")");
        }
        if (draft.qemu().version().compareTo(QemuTarget.OLDEST) < 0) {
            throw Refusals.unsupported(
                    "QEMU version >= "
                            + QemuTarget.OLDEST
                            + " is required, but "
                            + draft.qemu().path()
                            + " is "
                            + draft.qemu().version());
        }
    }

    private void emulator() {
        if (draft.devices().emulator().isEmpty()) {
            String path = draft.qemu().path().toString();
            draft.changeDevices(d -> d.withEmulator(Optional.of(path)));
            draft.chose(
                    "/domain/devices/emulator",
                    path,
                    Plan.Provenance.HOST,
                    "QEMU " + draft.qemu().version() + " is installed there");
        }
    }

    private void architecture() {
        Optional<String> written = draft.spec().os().arch();
        // QEMU says i386 where everybody else says i686.
        String arch = draft.qemu().arch().equals("i386") ? "i686" : draft.qemu().arch();
        if (written.isEmpty()) {
            draft.change(s -> s.withOs(s.os().withArch(arch)));
            draft.chose(
                    "/domain/os/type/@arch",
                    arch,
                    Plan.Provenance.HOST,
                    "what the emulator emulates");
        } else if (!written.get().equals(arch)
                && !(written.get().equals("i686") && arch.equals("x86_64"))) {
            throw Refusals.invalid(
                    "emulator "
                            + draft.qemu().path()
                            + " emulates arch="
                            + arch
                            + ", not arch="
                            + written.get());
        }
    }

    private void machine() {
        OsSpec os = draft.spec().os();
        QemuBinary.Machine machine =
                os.machine()
                        .map(name -> draft.qemu().machine(name).orElseThrow(() -> unknown(name)))
                        .or(() -> draft.qemu().defaultMachine())
                        .orElseThrow(
                                () ->
                                        Refusals.unsupported(
                                                "emulator "
                                                        + draft.qemu().path()
                                                        + " has no default machine type;"
                                                        + " the definition must name one"));
        if (!os.machine().equals(Optional.of(machine.name()))) {
            draft.change(s -> s.withOs(s.os().withMachine(machine.name())));
            draft.chose(
                    "/domain/os/type/@machine",
                    machine.name(),
                    Plan.Provenance.MACHINE,
                    os.machine()
                            .map(alias -> alias + " is an alias of " + machine.name())
                            .orElse("the emulator's default"));
        }
        PciModel.requireKnown(draft.spec());
        if (draft.spec().vcpu().count() > machine.maxCpus()) {
            throw Refusals.unsupported(
                    "Maximum CPUs greater than specified machine type limit " + machine.maxCpus());
        }
    }

    private Fault unknown(String name) {
        return Refusals.unsupported(
                "Emulator '"
                        + draft.qemu().path()
                        + "' does not support machine type '"
                        + name
                        + "'");
    }

    private void boot() {
        boolean perDevice =
                draft.devices().disks().stream().anyMatch(d -> d.bootOrder().isPresent())
                        || draft.devices().interfaces().stream()
                                .anyMatch(i -> i.bootOrder().isPresent());
        if (perDevice && !draft.spec().os().boot().isEmpty()) {
            throw Refusals.unsupported(
                    "per-device boot elements cannot be used together with os/boot elements");
        }
        if (!perDevice && draft.spec().os().boot().isEmpty()) {
            draft.change(s -> s.withOs(s.os().withBoot(List.of(BootDevice.HARD_DISK))));
            draft.chose("/domain/os/boot/@dev", "hd", "no boot order was given");
        }
    }
}
