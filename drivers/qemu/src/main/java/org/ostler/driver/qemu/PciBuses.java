package org.ostler.driver.qemu;

import org.ostler.model.Address;
import org.ostler.model.Controller;
import org.ostler.model.ControllerType;
import org.ostler.model.Kept;
import org.ostler.model.XmlAttribute;
import org.ostler.model.XmlElement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// All PCI buses of a guest: finds places on them, and adds bridges and ports where there are none.
/// Confined to one thread.
///
/// On i440FX everything goes to slots of conventional buses, the last slot of the root becoming a
/// bridge. On Q35 a device of PCI Express gets a root port of its own (eight ports share a slot),
/// so that it can be unplugged; a conventional one goes behind a PCIe-to-PCI bridge.
final class PciBuses {
    private final boolean pcie;
    private final TreeMap<Integer, PciBus> buses = new TreeMap<>();
    private final List<Controller> added = new ArrayList<>();
    private int portSlot = -1;
    private int portFunction;

    PciBuses(boolean pcie, List<Controller> controllers) {
        this.pcie = pcie;
        for (Controller c : controllers) {
            if (c.type() == ControllerType.PCI) {
                int index = c.index().orElse(0);
                buses.put(index, new PciBus(index, kind(c.model().orElse(""))));
            }
        }
        board();
    }

    private static PciBus.Kind kind(String model) {
        return switch (model) {
            case "pci-root", "pci-bridge", "pcie-to-pci-bridge", "dmi-to-pci-bridge" ->
                    PciBus.Kind.CONVENTIONAL;
            case "pcie-root" -> PciBus.Kind.EXPRESS_ROOT;
            case "pcie-root-port", "pcie-switch-downstream-port" -> PciBus.Kind.EXPRESS_PORT;
            case "pcie-switch-upstream-port" -> PciBus.Kind.EXPRESS_SWITCH;
            default ->
                    throw Refusals.unsupported(
                            "PCI controller model '" + model + "' is not supported by this driver");
        };
    }

    private void board() {
        PciBus root = root();
        root.board(0, 0, "the host bridge");
        if (pcie) {
            root.board(0x1f, 0, "the LPC bridge");
            root.board(0x1f, 3, "the SMBus");
        } else {
            root.board(1, 0, "the ISA bridge");
            root.board(1, 3, "power management");
        }
    }

    PciBus root() {
        PciBus root = buses.get(0);
        if (root == null) {
            throw Refusals.xml("PCI controller index 0 is missing");
        }
        return root;
    }

    /// The controllers that were added.
    List<Controller> added() {
        return added;
    }

    /// Takes the place that the user chose.
    void take(Address.Pci address, String owner) {
        if (address.domain() != 0) {
            throw Refusals.xml(
                    "Only PCI domain 0 is available, not " + address.domain() + " of " + owner);
        }
        if (!buses.containsKey(address.bus()) && address.bus() > 64) {
            throw Refusals.xml("PCI bus " + address.bus() + " of " + owner + " does not exist");
        }
        for (int index = 1; index <= address.bus(); index++) {
            if (!buses.containsKey(index)) {
                if (pcie) {
                    addPort(index);
                } else {
                    addBridge(index);
                }
            }
        }
        bus(address.bus()).take(address.slot(), address.function(), owner);
    }

    private PciBus bus(int index) {
        PciBus bus = buses.get(index);
        if (bus == null) {
            throw Refusals.xml("PCI bus " + index + " does not exist");
        }
        return bus;
    }

    /// A place of its own for a device.
    ///
    /// @param express whether the device is one of PCI Express
    Address.Pci place(boolean express, String owner) {
        PciBus bus = pcie && express ? expressBus() : conventionalBus();
        int slot = bus.freeSlot();
        bus.take(slot, 0, owner);
        return new Address.Pci(0, bus.index, slot, 0);
    }

    /// A slot with nothing in it, on a conventional bus, for several functions; nothing of it is
    /// taken yet.
    Address.Pci freeSlot() {
        PciBus bus = conventionalBus();
        return new Address.Pci(0, bus.index, bus.freeSlot(), 0);
    }

    /// A place for a bridge or port that makes bus `index`.
    Address.Pci placeBridge(String model, int index) {
        String owner = "PCI controller " + index;
        return switch (model) {
            case "pcie-root-port" -> portAddress(owner);
            case "dmi-to-pci-bridge" -> on(root(), owner);
            case "pcie-to-pci-bridge", "pcie-switch-upstream-port" ->
                    on(of(PciBus.Kind.EXPRESS_PORT, index), owner);
            case "pcie-switch-downstream-port" -> on(of(PciBus.Kind.EXPRESS_SWITCH, index), owner);
            default -> on(pcie ? of(PciBus.Kind.CONVENTIONAL, index) : root(), owner);
        };
    }

    private static Address.Pci on(PciBus bus, String owner) {
        int slot = bus.freeSlot();
        if (slot < 0) {
            throw Refusals.xml("No more available PCI slots for " + owner);
        }
        bus.take(slot, 0, owner);
        return new Address.Pci(0, bus.index, slot, 0);
    }

    /// A bus of that kind with room, above bus `index`: bridges lead downwards.
    private PciBus of(PciBus.Kind kind, int index) {
        for (PciBus bus : buses.headMap(index).values()) {
            if (bus.kind == kind && bus.freeSlot() >= 0) {
                return bus;
            }
        }
        return switch (kind) {
            case EXPRESS_PORT -> addPort(nextIndex());
            case CONVENTIONAL -> addExpressBridge();
            case EXPRESS_ROOT, EXPRESS_SWITCH ->
                    throw Refusals.xml(
                            "PCI controller " + index + " has no bus that it could sit on");
        };
    }

    private PciBus expressBus() {
        for (PciBus bus : buses.values()) {
            if (bus.kind == PciBus.Kind.EXPRESS_PORT && bus.freeSlot() >= 0) {
                return bus;
            }
        }
        return addPort(nextIndex());
    }

    private PciBus conventionalBus() {
        for (PciBus bus : buses.values()) {
            if (bus.kind == PciBus.Kind.CONVENTIONAL) {
                boolean keepForBridge = !pcie && bus.index == 0 && bus.freeSlots() == 1;
                if (bus.freeSlots() > 0 && !keepForBridge) {
                    return bus;
                }
            }
        }
        return pcie ? addExpressBridge() : addBridge(nextIndex());
    }

    private int nextIndex() {
        int index = 1;
        while (buses.containsKey(index)) {
            index++;
        }
        return index;
    }

    private PciBus addBridge(int index) {
        int slot = root().freeSlot();
        if (slot < 0) {
            throw Refusals.xml("No more available PCI slots");
        }
        root().take(slot, 0, "PCI bridge " + index);
        List<XmlElement> target =
                List.of(
                        new XmlElement(
                                "target",
                                List.of(new XmlAttribute("chassisNr", Integer.toString(index))),
                                List.of()));
        return add(
                index,
                "pci-bridge",
                PciBus.Kind.CONVENTIONAL,
                new Address.Pci(0, 0, slot, 0),
                "pci-bridge",
                target);
    }

    private PciBus addExpressBridge() {
        PciBus port = expressBus();
        int index = nextIndex();
        port.take(0, 0, "PCI bridge " + index);
        return add(
                index,
                "pcie-to-pci-bridge",
                PciBus.Kind.CONVENTIONAL,
                new Address.Pci(0, port.index, 0, 0),
                "pcie-pci-bridge",
                List.of());
    }

    /// Adds a root port; the first eight share a slot, as the functions of one device.
    PciBus addPort(int index) {
        Address.Pci address = portAddress("root port " + index);
        List<XmlElement> target =
                List.of(
                        new XmlElement(
                                "target",
                                List.of(
                                        new XmlAttribute("chassis", Integer.toString(index)),
                                        new XmlAttribute(
                                                "port",
                                                "0x"
                                                        + Integer.toHexString(
                                                                portSlot * 8 + portFunction))),
                                List.of()));
        return add(
                index,
                "pcie-root-port",
                PciBus.Kind.EXPRESS_PORT,
                address,
                "pcie-root-port",
                target);
    }

    private Address.Pci portAddress(String owner) {
        if (portSlot < 0 || portFunction == 7) {
            portSlot = root().freeSlot();
            portFunction = 0;
            if (portSlot < 0) {
                throw Refusals.xml("No more available PCI slots for root ports");
            }
        } else {
            portFunction++;
        }
        root().take(portSlot, portFunction, owner);
        Optional<Boolean> multi = portFunction == 0 ? Optional.of(true) : Optional.empty();
        return new Address.Pci(0, 0, portSlot, portFunction, multi, Kept.NONE);
    }

    /// One port more than there are devices, for one to be plugged in later.
    void addSpare() {
        boolean ports =
                added.stream().anyMatch(c -> c.model().equals(Optional.of("pcie-root-port")));
        if (ports) {
            addPort(nextIndex());
        }
    }

    private PciBus add(
            int index,
            String model,
            PciBus.Kind kind,
            Address.Pci address,
            String device,
            List<XmlElement> target) {
        PciBus bus = new PciBus(index, kind);
        buses.put(index, bus);
        List<XmlElement> name =
                List.of(
                        new XmlElement(
                                "model", List.of(new XmlAttribute("name", device)), List.of()));
        Map<String, List<XmlElement>> details =
                target.isEmpty() ? Map.of("model", name) : Map.of("model", name, "target", target);
        added.add(
                new Controller(
                        ControllerType.PCI,
                        OptionalInt.of(index),
                        Optional.of(model),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.of(address),
                        new Kept(List.of(), List.of(), details, Map.of())));
        return bus;
    }
}
