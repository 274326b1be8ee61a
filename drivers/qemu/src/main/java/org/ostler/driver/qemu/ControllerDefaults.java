package org.ostler.driver.qemu;

import org.ostler.model.Address;
import org.ostler.model.Console;
import org.ostler.model.Controller;
import org.ostler.model.ControllerType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Settles the controllers other than PCI bridges: those that devices sit on, a USB controller,
/// numbers and models.
final class ControllerDefaults {
    private final Draft draft;
    private final List<Controller> controllers;

    ControllerDefaults(Draft draft) {
        this.draft = draft;
        this.controllers = new ArrayList<>(draft.devices().controllers());
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
        for (int i = 0; i < controllers.size(); i++) {
            Controller c = controllers.get(i);
            if (c.index().isEmpty()) {
                controllers.set(i, c.withIndex(nextIndex(c.type())));
            }
        }
    }

    private int nextIndex(ControllerType type) {
        int next = 0;
        while (has(type, next)) {
            next++;
        }
        return next;
    }

    private boolean has(ControllerType type, int index) {
        return controllers.stream()
                .anyMatch(
                        c ->
                                c.type() == type
                                        && c.index().isPresent()
                                        && c.index().getAsInt() == index);
    }

    private void addUpTo(ControllerType type, int last) {
        for (int i = 0; i <= last; i++) {
            addIfAbsent(type, i);
        }
    }

    private void addIfAbsent(ControllerType type, int index) {
        if (!has(type, index)) {
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

    private void refuseSameNumbers() {
        for (int i = 0; i < controllers.size(); i++) {
            for (int k = 0; k < i; k++) {
                Controller a = controllers.get(k);
                Controller b = controllers.get(i);
                boolean companions =
                        a.type() == ControllerType.USB
                                && b.model().orElse("").startsWith("ich9-uhci");
                if (a.type() == b.type()
                        && a.index().equals(b.index())
                        && !companions
                        && !a.model().orElse("").startsWith("ich9-uhci")) {
                    throw Refusals.xml(
                            "Multiple '"
                                    + a.type().xml()
                                    + "' controllers with index '"
                                    + a.index().orElse(0)
                                    + "'");
                }
            }
        }
    }
}
