package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.List;

/// PCI controllers that a board does not take, and options that they do not have.
final class PciControllerRules {
    private PciControllerRules() {}

    static void check(Guest guest) {
        for (Place controller : guest.devices("controller")) {
            if (Said.is(controller, "type", "pci")) {
                PciModels model = PciModels.of(Said.attribute(controller, "model"));
                checkRoot(controller, model, guest);
                checkBoard(controller, model, guest);
                Said.first(controller, "target")
                        .ifPresent(target -> checkTarget(target, model, guest));
            }
        }
    }

    private static void checkRoot(Place controller, PciModels model, Guest guest) {
        String root =
                switch (guest.board()) {
                    case I440FX, PSERIES, S390 -> "pci-root";
                    case Q35, ARM_VIRT, RISCV_VIRT -> "pcie-root";
                    case OTHER -> "";
                };
        long index = Said.number(Said.attribute(controller, "index"));
        if (root.isEmpty() || model.name().isEmpty()) {
            return;
        }
        if (index == 0 && !model.name().equals(root)) {
            throw controller.fail(
                    "the PCI controller with index 0 is a '"
                            + model.name()
                            + "' on "
                            + guest.name(),
                    "model='" + root + "'");
        }
        boolean alone = guest.board() != Board.PSERIES || model.name().equals("pcie-root");
        if (index > 0 && model.isRoot() && alone) {
            throw controller.fail(
                    "a '" + model.name() + "' has the index " + index,
                    "index 0, and one root alone");
        }
    }

    private static void checkBoard(Place controller, PciModels model, Guest guest) {
        boolean there =
                switch (model.name()) {
                    case "pci-expander-bus" -> guest.board() == Board.I440FX;
                    case "pcie-expander-bus" ->
                            guest.board() == Board.Q35 || guest.board() == Board.ARM_VIRT;
                    default -> true;
                };
        Said.require(
                there || guest.board() == Board.OTHER,
                controller,
                "there is no '" + model.name() + "' on " + guest.name(),
                "another model");
    }

    private static void checkTarget(Place target, PciModels model, Guest guest) {
        range(target, "chassisNr", 1, 255);
        range(target, "chassis", 0, 255);
        range(target, "port", 0, 255);
        range(target, "busNr", 1, 254);
        range(target, "index", 0, 30);
        Said.require(
                !Said.has(target, "busNr") || model.isExpander(),
                target,
                "the number of the bus of a '" + model.name() + "' is not chosen",
                "no attribute 'busNr'");
        boolean plugged =
                model.name().equals("pcie-root-port")
                        || model.name().equals("pcie-switch-downstream-port")
                        || (model.name().equals("pci-root") && guest.board() == Board.I440FX);
        Said.require(
                !Said.has(target, "hotplug") || plugged,
                target,
                "plugging into a '" + model.name() + "' has no switch",
                "no attribute 'hotplug'");
        Said.require(
                !Said.has(target, "index") || guest.board() == Board.PSERIES,
                target,
                "attribute 'index' is said on " + guest.name(),
                "a pSeries guest");
        String node = Said.text(target, "node");
        if (!node.isEmpty() && Said.number(node) >= guest.cells()) {
            throw target.child("node")
                    .fail(
                            "the controller belongs to the NUMA node "
                                    + node
                                    + ", which the guest does not have",
                            guest.cells() == 0
                                    ? "no element 'node', or NUMA nodes in element 'cpu'"
                                    : "a node from 0 to " + (guest.cells() - 1));
        }
    }

    private static void range(Place target, String attribute, long least, long most) {
        String said = Said.attribute(target, attribute);
        long number = Said.number(said);
        Said.require(
                said.isEmpty()
                        || List.of("-1").contains(said)
                        || (number >= least && number <= most),
                target,
                "attribute '" + attribute + "' is '" + said + "'",
                "a number from " + least + " to " + most);
    }
}
