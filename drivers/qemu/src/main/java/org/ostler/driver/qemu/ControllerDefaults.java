package org.ostler.driver.qemu;

import org.ostler.model.Address;
import org.ostler.model.Console;
import org.ostler.model.Controller;
import org.ostler.model.ControllerType;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Settles the controllers other than PCI bridges: those that devices sit on, a USB controller,
/// numbers and models.
///
/// A device that sits on controller 7 gets all of 0 to 7. A number beyond what any machine has room
/// for is refused before that: it comes from outside, and may be two thousand million.
final class ControllerDefaults {
    /// More than 31 bridges of 31 slots hold.
    private static final int LAST_NUMBER = 1023;

    private final Draft draft;
    private final List<Controller> controllers;

    /// The numbers that controllers of each type have.
    private final Map<ControllerType, Set<Integer>> numbers = new EnumMap<>(ControllerType.class);

    ControllerDefaults(Draft draft) {
        this.draft = draft;
        this.controllers = new ArrayList<>(draft.devices().controllers());
        controllers.forEach(c -> c.index().ifPresent(numbers(c.type())::add));
    }

    private Set<Integer> numbers(ControllerType type) {
        return numbers.computeIfAbsent(type, t -> new HashSet<>());
    }

    void apply() {
        number();
        addIfAbsent(ControllerType.USB, 0);
        addIfAbsent(ControllerType.PCI, 0);
        if (PciModel.isPcie(draft.spec())) {
            addIfAbsent(ControllerType.SATA, 0);
        }
        for (Controller needed : DiskDefaults.implied(draft.devices().disks())) {
            addUpTo(needed.type(), needed.index().orElse(0));
        }
        serialBuses();
        models();
        refuseSameNumbers();
        draft.changeDevices(d -> d.withControllers(controllers));
    }

    /// Gives each controller without a number the next free one of its type.
    private void number() {
        Map<ControllerType, Integer> next = new EnumMap<>(ControllerType.class);
        for (int i = 0; i < controllers.size(); i++) {
            Controller c = controllers.get(i);
            if (c.index().isEmpty()) {
                int free = next.getOrDefault(c.type(), 0);
                while (!numbers(c.type()).add(free)) {
                    free++;
                }
                next.put(c.type(), free + 1);
                controllers.set(i, c.withIndex(free));
            }
        }
    }

    private void addUpTo(ControllerType type, int last) {
        if (last > LAST_NUMBER) {
            throw Refusals.unsupported(
                    "a device sits on %s controller %d; a guest has those of 0 to %d"
                            .formatted(type.xml(), last, LAST_NUMBER));
        }
        for (int i = 0; i <= last; i++) {
            addIfAbsent(type, i);
        }
    }

    private void addIfAbsent(ControllerType type, int index) {
        if (numbers(type).add(index)) {
            controllers.add(Controller.of(type, index, Optional.empty()));
            draft.chose(
                    "/domain/devices/controller[@type='"
                            + type.xml()
                            + "'][@index='"
                            + index
                            + "']",
                    type.xml(),
                    "devices of the guest sit on it, or every such machine has it");
        }
    }

    private void serialBuses() {
        int last = -1;
        for (var channel : draft.devices().channels()) {
            if (channel.targetType().equals("virtio")) {
                last = Math.max(last, controllerOf(channel.address()));
            }
        }
        for (Console console : draft.devices().consoles()) {
            if (console.targetType().equals(Optional.of("virtio"))) {
                last = Math.max(last, controllerOf(console.address()));
            }
        }
        if (last >= 0) {
            addUpTo(ControllerType.VIRTIO_SERIAL, last);
        }
    }

    private static int controllerOf(Optional<Address> address) {
        return address.orElse(null) instanceof Address.VirtioSerial v ? v.controller() : 0;
    }

    private void models() {
        for (int i = 0; i < controllers.size(); i++) {
            Controller c = controllers.get(i);
            Optional<String> model = defaultModel(c);
            if (c.model().isEmpty() && model.isPresent()) {
                controllers.set(i, c.withModel(model));
                draft.chose(
                        "/domain/devices/controller[@type='"
                                + c.type().xml()
                                + "'][@index='"
                                + c.index().orElse(0)
                                + "']/@model",
                        model.get(),
                        "the usual one for this machine type");
            }
        }
    }

    private Optional<String> defaultModel(Controller c) {
        boolean pcie = PciModel.isPcie(draft.spec());
        return switch (c.type()) {
            case USB -> Optional.of(pcie ? "qemu-xhci" : "piix3-uhci");
            case SCSI -> Optional.of("lsilogic");
            case PCI -> Optional.of(pciModel(c.index().orElse(0), pcie));
            case IDE, FDC, SATA, VIRTIO_SERIAL, CCID, XENBUS, ISA -> Optional.empty();
        };
    }

    private static String pciModel(int index, boolean pcie) {
        if (index == 0) {
            return pcie ? "pcie-root" : "pci-root";
        }
        return pcie ? "pcie-root-port" : "pci-bridge";
    }

    /// Those of a group of companions share the number of its EHCI controller.
    private void refuseSameNumbers() {
        Map<ControllerType, Set<Integer>> seen = new EnumMap<>(ControllerType.class);
        for (Controller c : controllers) {
            int index = c.index().orElse(0);
            if (!c.model().orElse("").startsWith("ich9-uhci")
                    && !seen.computeIfAbsent(c.type(), t -> new HashSet<>()).add(index)) {
                throw Refusals.xml(
                        "Multiple '" + c.type().xml() + "' controllers with index '" + index + "'");
            }
        }
    }
}
