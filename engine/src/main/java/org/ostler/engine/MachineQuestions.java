package org.ostler.engine;

import org.ostler.engine.GuestQuestions.Choice;
import org.ostler.engine.GuestTrial.Wish;

import java.util.List;

/// What can be asked of a kind of guests beside their devices: firmware, memory, processor and
/// features. Pure.
final class MachineQuestions {
    private static final List<String> YES_NO = List.of("yes", "no");
    private static final List<String> ON_OFF = List.of("on", "off");
    private static final String SMM = "<features><acpi/><smm state='on'/></features>";

    private MachineQuestions() {}

    /// Firmware that is asked for without naming files.
    static Choice firmware() {
        return new Choice(
                "firmware", List.of("bios", "efi"), value -> List.of(Wish.firmware(value)));
    }

    /// What can be said of a firmware's file.
    ///
    /// @param file one of the host's, or any
    static List<Choice> loader(String file) {
        return List.of(
                new Choice(
                        "type",
                        List.of("rom", "pflash"),
                        value -> List.of(Wish.os(loader("type='" + value + "'", file)))),
                new Choice(
                        "readonly",
                        YES_NO,
                        value ->
                                List.of(
                                        Wish.os(
                                                loader(
                                                        "readonly='" + value + "' type='pflash'",
                                                        file)))),
                new Choice(
                        "secure",
                        YES_NO,
                        value ->
                                List.of(
                                        new Wish(
                                                "",
                                                loader(
                                                        "readonly='yes' secure='%s' type='pflash'"
                                                                .formatted(value),
                                                        file),
                                                SMM,
                                                ""))));
    }

    private static String loader(String attributes, String file) {
        return "<loader " + attributes + ">" + file + "</loader>";
    }

    /// Where a guest's memory comes from.
    static Choice memorySource() {
        return new Choice(
                "sourceType",
                List.of("file", "anonymous", "memfd"),
                value ->
                        List.of(
                                Wish.domain(
                                        "<memoryBacking><source type='%s'/></memoryBacking>"
                                                .formatted(value))));
    }

    /// Threads for disks.
    static Wish ioThreads() {
        return Wish.domain("<iothreads>1</iothreads>");
    }

    /// A mode of the processor.
    static Wish cpuMode(String mode, String model) {
        String inside = model.isEmpty() ? "" : "<model fallback='allow'>" + model + "</model>";
        return Wish.domain("<cpu mode='%s'>%s</cpu>".formatted(mode, inside));
    }

    /// Whether a processor with what the host has can be one that moves to other hosts.
    static Choice migratable(String name, String mode) {
        return new Choice(
                name,
                ON_OFF,
                value ->
                        List.of(
                                Wish.domain(
                                        "<cpu mode='%s' migratable='%s'/>"
                                                .formatted(mode, value))));
    }

    /// Where the guest tells the host about its crash dumps.
    static Wish vmcoreinfo() {
        return Wish.domain("<features><acpi/><vmcoreinfo state='on'/></features>");
    }

    /// A number that tells a guest of its copies.
    static Wish genid() {
        return Wish.domain("<genid>43dc0cf8-809b-4adb-9bea-a9abb5f3d90e</genid>");
    }

    /// Images whose backing files the definition names.
    static List<Wish> backingStore() {
        return List.of(chain("vda", "virtio"), chain("xvda", "xen"));
    }

    private static Wish chain(String name, String bus) {
        return Wish.devices(
                ("<disk type='file' device='disk'><driver name='qemu' type='qcow2'/>"
                                + "<source file='/var/lib/guest.qcow2'/>"
                                + "<backingStore type='file'><format type='raw'/>"
                                + "<source file='/var/lib/base.img'/><backingStore/></backingStore>"
                                + "<target dev='%s' bus='%s'/></disk>")
                        .formatted(name, bus));
    }

    /// What a guest can be shown of Microsoft's hypervisor.
    static Choice hyperv() {
        return new Choice(
                "features",
                List.of(
                        "relaxed",
                        "vapic",
                        "spinlocks",
                        "vpindex",
                        "runtime",
                        "synic",
                        "stimer",
                        "reset",
                        "vendor_id",
                        "frequencies",
                        "reenlightenment",
                        "tlbflush",
                        "ipi",
                        "evmcs",
                        "avic"),
                value -> {
                    String more =
                            switch (value) {
                                case "spinlocks" -> " retries='8191'";
                                case "vendor_id" -> " value='guest'";
                                default -> "";
                            };
                    return List.of(
                            Wish.domain(
                                    "<features><acpi/><hyperv mode='custom'><%s state='on'%s/></hyperv></features>"
                                            .formatted(value, more)));
                });
    }

    /// The versions of ARM's interrupt controller.
    static Choice gic() {
        return new Choice(
                "version",
                List.of("2", "3"),
                value ->
                        List.of(
                                Wish.domain(
                                        "<features><gic version='%s'/></features>"
                                                .formatted(value))));
    }
}
