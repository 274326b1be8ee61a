package org.ostler.driver.qemu;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A QEMU 7.2 as far as command lines depend on it, for tests that need none on the machine.
final class Qemu72 {
    static final QemuTarget TARGET =
            new QemuTarget(binary(), Optional.of("/dev/kvm does not exist"));
    static final QemuTarget WITH_KVM = new QemuTarget(binary(), Optional.empty());

    /// The binary after an upgrade that changed what can be left out: the default machine type,
    /// what its aliases stand for, and the machine types' CPU models.
    static final QemuTarget UPGRADED =
            new QemuTarget(upgraded(), Optional.of("/dev/kvm does not exist"));

    private Qemu72() {}

    private static QemuBinary binary() {
        return new QemuBinary(
                Path.of("/usr/bin/qemu-system-x86_64"),
                new QemuBinary.Version(7, 2, 22),
                "",
                "x86_64",
                List.of(
                        machine("pc-i440fx-7.2", "pc", 255, true),
                        machine("pc-q35-7.2", "q35", 288, false),
                        machine("microvm", "", 288, false)),
                List.of(cpu("qemu64"), cpu("Nehalem"), cpu("max"), cpu("host")),
                Set.of(
                        "piix3-usb-uhci",
                        "qemu-xhci",
                        "ich9-usb-ehci1",
                        "ich9-usb-uhci1",
                        "ich9-usb-uhci2",
                        "ich9-usb-uhci3",
                        "virtio-serial-pci",
                        "virtio-scsi-pci",
                        "virtio-blk-pci",
                        "ide-hd",
                        "ide-cd",
                        "scsi-hd",
                        "scsi-cd",
                        "scsi-block",
                        "floppy",
                        "isa-fdc",
                        "usb-storage",
                        "virtio-net-pci",
                        "e1000",
                        "rtl8139",
                        "isa-serial",
                        "isa-parallel",
                        "virtserialport",
                        "virtconsole",
                        "usb-tablet",
                        "usb-kbd",
                        "virtio-tablet-pci",
                        "cirrus-vga",
                        "VGA",
                        "qxl",
                        "qxl-vga",
                        "virtio-vga",
                        "virtio-gpu-pci",
                        "i6300esb",
                        "virtio-balloon-pci",
                        "virtio-rng-pci",
                        "pcie-root-port",
                        "pcie-pci-bridge",
                        "pci-bridge"),
                Set.of("query-spice"),
                Set.of("sandbox", "spice"),
                new QemuBinary.Kvm(true, false));
    }

    private static QemuBinary upgraded() {
        QemuBinary old = binary();
        return new QemuBinary(
                old.path(),
                new QemuBinary.Version(9, 1, 0),
                "",
                old.arch(),
                List.of(
                        machine("pc-i440fx-7.2", "", 255, false, "max"),
                        machine("pc-q35-7.2", "", 288, false, "max"),
                        machine("pc-i440fx-9.1", "pc", 1024, false, "max"),
                        machine("pc-q35-9.1", "q35", 4096, true, "max"),
                        machine("microvm", "", 288, false, "max")),
                old.cpus(),
                old.devices(),
                old.commands(),
                old.options(),
                old.kvm());
    }

    private static QemuBinary.Machine machine(String name, String alias, int cpus, boolean first) {
        return machine(name, alias, cpus, first, "qemu64");
    }

    private static QemuBinary.Machine machine(
            String name, String alias, int cpus, boolean first, String cpu) {
        return new QemuBinary.Machine(
                name,
                Optional.of(alias).filter(a -> !a.isEmpty()),
                first,
                cpus,
                false,
                true,
                Optional.of(cpu + "-x86_64-cpu"),
                Optional.of("pc.ram"));
    }

    private static QemuBinary.Cpu cpu(String name) {
        return new QemuBinary.Cpu(name, List.of(), false, true, Optional.empty());
    }
}
