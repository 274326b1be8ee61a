package org.ostler.model;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What libvirt refuses in devices whatever the hypervisor; found by trying libvirt's test driver.
final class DeviceChecks {
    /// The models of controllers, by type; the names are those of libvirt's schema.
    private static final Map<ControllerType, Set<String>> MODELS =
            Map.of(
                    ControllerType.USB,
                    Set.of(
                            "piix3-uhci",
                            "piix4-uhci",
                            "ehci",
                            "ich9-ehci1",
                            "ich9-uhci1",
                            "ich9-uhci2",
                            "ich9-uhci3",
                            "vt82c686b-uhci",
                            "pci-ohci",
                            "nec-xhci",
                            "qusb1",
                            "qusb2",
                            "qemu-xhci",
                            "none"),
                    ControllerType.SCSI,
                    Set.of(
                            "auto",
                            "buslogic",
                            "lsilogic",
                            "lsisas1068",
                            "vmpvscsi",
                            "ibmvscsi",
                            "virtio-scsi",
                            "lsisas1078",
                            "virtio-transitional",
                            "virtio-non-transitional",
                            "ncr53c90",
                            "dc390",
                            "am53c974"),
                    ControllerType.IDE,
                    Set.of("piix3", "piix4", "ich6"),
                    ControllerType.VIRTIO_SERIAL,
                    Set.of("virtio", "virtio-transitional", "virtio-non-transitional"),
                    ControllerType.PCI,
                    Set.of(
                            "pci-root",
                            "pcie-root",
                            "pci-bridge",
                            "dmi-to-pci-bridge",
                            "pcie-to-pci-bridge",
                            "pcie-root-port",
                            "pcie-switch-upstream-port",
                            "pcie-switch-downstream-port",
                            "pci-expander-bus",
                            "pcie-expander-bus"));

    private DeviceChecks() {}

    static void check(DomainSpec domain, Place place) {
        Devices devices = domain.devices();
        for (int i = 0; i < devices.disks().size(); i++) {
            DiskChecks.check(devices.disks().get(i), place, i);
        }
        refuseSameTargets(devices, place);
        for (int i = 0; i < devices.controllers().size(); i++) {
            checkController(devices.controllers().get(i), place, i);
        }
        List<Place> cards = place.children("interface");
        for (int i = 0; i < devices.interfaces().size(); i++) {
            checkInterface(devices.interfaces().get(i), cards.get(i));
        }
        CharChecks.check(devices, place);
        for (int i = 0; i < devices.inputs().size(); i++) {
            checkInput(devices.inputs().get(i), domain.os().type(), place, i);
        }
        for (int i = 0; i < devices.graphics().size(); i++) {
            checkDisplay(devices.graphics().get(i), place, i);
        }
        if (devices.memBalloon().isPresent() && place.element().children("memballoon").size() > 1) {
            throw place.child("memballoon", 1)
                    .fail("there is more than one memory balloon", "one at most");
        }
    }

    private static void refuseSameTargets(Devices devices, Place place) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < devices.disks().size(); i++) {
            String dev = devices.disks().get(i).target().dev();
            if (!seen.add(dev)) {
                throw place.child("disk", i)
                        .child("target")
                        .fail(
                                "target '" + dev + "' is used by more than one disk",
                                "a name of its own for each disk");
            }
        }
    }

    private static void checkController(Controller controller, Place place, int nth) {
        if (controller.model().isEmpty()) {
            return;
        }
        Set<String> known = MODELS.getOrDefault(controller.type(), Set.of());
        if (!known.contains(controller.model().get())) {
            throw place.child("controller", nth)
                    .fail(
                            SpecException.Kind.UNSUPPORTED,
                            "unknown model '"
                                    + controller.model().get()
                                    + "' of a controller of type '"
                                    + controller.type().xml()
                                    + "'",
                            known.isEmpty()
                                    ? "no model"
                                    : "one of '"
                                            + String.join("', '", known.stream().sorted().toList())
                                            + "'");
        }
    }

    private static void checkInterface(NetworkInterface card, Place place) {
        boolean needed =
                switch (card.source()) {
                    case InterfaceSource.Bridge b -> true;
                    case InterfaceSource.Socket s -> true;
                    case InterfaceSource.VhostUser v -> true;
                    case InterfaceSource.Vds v -> true;
                    case InterfaceSource.Hostdev h -> h.address().isEmpty();
                    case InterfaceSource.Network n -> false;
                    case InterfaceSource.Ethernet e -> false;
                    case InterfaceSource.User u -> false;
                    case InterfaceSource.Direct d -> false;
                    case InterfaceSource.Internal i -> false;
                    case InterfaceSource.Vdpa v -> false;
                };
        if (needed) {
            Optional<XmlElement> source = place.element().child("source");
            if (source.isEmpty() || card.source() instanceof InterfaceSource.Hostdev) {
                throw place.fail(
                        "an interface of type '" + card.source().type() + "' needs a source",
                        "an element 'source'");
            }
        }
    }

    private static void checkInput(Input input, OsType os, Place devices, int nth) {
        String bus = input.bus().orElse("");
        boolean wrong =
                switch (bus) {
                    case "" -> false;
                    case "ps2" -> !List.of("mouse", "keyboard").contains(input.type());
                    case "xen" -> os == OsType.HVM;
                    case "virtio" -> input.type().equals("evdev");
                    default ->
                            List.of("passthrough", "evdev").contains(input.type())
                                    && !bus.equals("none");
                };
        if (wrong || (bus.equals("none") && input.type().equals("passthrough"))) {
            throw devices.child("input", nth)
                    .fail(
                            SpecException.Kind.UNSUPPORTED,
                            "bus '"
                                    + bus
                                    + "' does not support input device '"
                                    + input.type()
                                    + "'",
                            "");
        }
    }

    private static void checkDisplay(Graphics graphics, Place devices, int nth) {
        switch (graphics) {
            case Graphics.Vnc vnc -> checkListeners(vnc.listen(), vnc.listeners(), devices, nth);
            case Graphics.Spice spice ->
                    checkListeners(spice.listen(), spice.listeners(), devices, nth);
            case Graphics.Sdl sdl -> {}
            case Graphics.Untyped untyped -> {}
        }
    }

    private static void checkListeners(
            Optional<String> listen, List<Listen> listeners, Place devices, int nth) {
        for (int i = 0; i < listeners.size(); i++) {
            if (listeners.get(i) instanceof Listen.ByNetwork network
                    && network.network().isEmpty()) {
                throw devices.child("graphics", nth)
                        .child("listen", i)
                        .fail("attribute 'network' is missing", "the name of a network");
            }
        }
        if (listen.isPresent()
                && !listeners.isEmpty()
                && listeners.getFirst() instanceof Listen.ByAddress first
                && !first.address().equals(listen)) {
            throw devices.child("graphics", nth)
                    .fail(
                            SpecException.Kind.UNSUPPORTED,
                            "attribute 'listen' says '"
                                    + listen.get()
                                    + "', but the first element 'listen' says '"
                                    + first.address().orElse("")
                                    + "'",
                            "the same address");
        }
    }
}
