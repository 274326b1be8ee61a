package org.ostler.driver.qemu.rules;

import java.util.List;

/// What kinds of PCI controllers there are, where each is plugged in, and what is plugged into it.
///
/// @param name the controller's model
/// @param parents the models whose buses take it; empty: none does, it is a root
/// @param firstSlot the first slot of its bus for others
/// @param lastSlot the last one
/// @param takesDevices whether devices that are no controllers go onto its bus
record PciModels(
        String name, List<String> parents, int firstSlot, int lastSlot, boolean takesDevices) {
    PciModels {
        parents = List.copyOf(parents);
    }

    private static final List<PciModels> ALL =
            List.of(
                    new PciModels("pci-root", List.of(), 0, 31, true),
                    new PciModels("pcie-root", List.of(), 0, 31, true),
                    new PciModels(
                            "pci-bridge",
                            List.of(
                                    "pci-root",
                                    "pcie-root",
                                    "pci-bridge",
                                    "dmi-to-pci-bridge",
                                    "pcie-to-pci-bridge",
                                    "pci-expander-bus",
                                    "pcie-root-port",
                                    "pcie-switch-downstream-port"),
                            1,
                            31,
                            true),
                    new PciModels(
                            "dmi-to-pci-bridge",
                            List.of("pcie-root", "pcie-expander-bus"),
                            0,
                            31,
                            true),
                    new PciModels(
                            "pcie-to-pci-bridge",
                            List.of("pcie-root", "pcie-root-port", "pcie-switch-downstream-port"),
                            1,
                            31,
                            true),
                    new PciModels(
                            "pcie-root-port",
                            List.of("pcie-root", "pcie-expander-bus"),
                            0,
                            0,
                            true),
                    new PciModels(
                            "pcie-switch-upstream-port",
                            List.of("pcie-root-port", "pcie-switch-downstream-port"),
                            0,
                            31,
                            false),
                    new PciModels(
                            "pcie-switch-downstream-port",
                            List.of("pcie-switch-upstream-port"),
                            0,
                            0,
                            true),
                    new PciModels("pci-expander-bus", List.of("pci-root"), 0, 31, true),
                    new PciModels("pcie-expander-bus", List.of("pcie-root"), 0, 31, false));

    /// The kind of that name; a plain bus for names that are none.
    static PciModels of(String name) {
        return ALL.stream()
                .filter(model -> model.name.equals(name))
                .findFirst()
                .orElseGet(() -> new PciModels(name, List.of(), 0, 31, true));
    }

    boolean isRoot() {
        return name.equals("pci-root") || name.equals("pcie-root");
    }

    /// Whether its bus number is chosen, and with it its place among NUMA nodes.
    boolean isExpander() {
        return name.endsWith("-expander-bus");
    }

    boolean fitsInto(PciModels parent) {
        return parents.contains(parent.name);
    }
}
