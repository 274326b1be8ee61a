package org.ostler.driver.qemu.rules;

/// The families of machine types whose boards differ in what they take.
enum Board {
    /// The i440FX PC, with conventional PCI.
    I440FX,
    /// The Q35 PC, with PCI Express.
    Q35,
    /// The virtual board of ARM.
    ARM_VIRT,
    /// The virtual board of RISC-V.
    RISCV_VIRT,
    /// The paravirtualized board of POWER.
    PSERIES,
    /// The mainframe with channel devices.
    S390,
    /// Any other, of which no rule speaks.
    OTHER;

    /// The board that a machine type of an architecture is; of none, the usual one.
    static Board of(String arch, String machine) {
        return switch (arch) {
            case "x86_64", "i686" -> pc(machine);
            case "aarch64", "armv7l", "armv6l" ->
                    isOrPinned(machine, "virt") || machine.isEmpty() ? ARM_VIRT : OTHER;
            case "riscv32", "riscv64" ->
                    isOrPinned(machine, "virt") || machine.isEmpty() ? RISCV_VIRT : OTHER;
            case "ppc64", "ppc64le" ->
                    isOrPinned(machine, "pseries") || machine.isEmpty() ? PSERIES : OTHER;
            case "s390", "s390x" ->
                    machine.startsWith("s390-ccw") || machine.isEmpty() ? S390 : OTHER;
            default -> OTHER;
        };
    }

    private static Board pc(String machine) {
        if (machine.equals("q35") || machine.startsWith("pc-q35")) {
            return Q35;
        }
        boolean old = machine.startsWith("pc-0.") || machine.startsWith("pc-1.");
        boolean plain = machine.isEmpty() || machine.equals("pc");
        return plain || old || machine.startsWith("pc-i440fx") ? I440FX : OTHER;
    }

    private static boolean isOrPinned(String machine, String family) {
        return machine.equals(family) || machine.startsWith(family + "-");
    }
}
