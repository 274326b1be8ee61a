package org.ostler.driver.qemu;

import org.ostler.model.Address;
import org.ostler.model.Controller;
import org.ostler.model.ControllerType;
import org.ostler.model.Device;
import org.ostler.model.Disk;
import org.ostler.model.DiskBus;
import org.ostler.model.Input;
import org.ostler.model.XmlElement;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Gives every USB device of a guest a port, and adds a controller when the ports run out.
final class UsbPlacement {
    /// Ports of a controller that is added.
    private static final int ADDED_PORTS = 15;

    private final Draft draft;
    private final Set<String> taken = new HashSet<>();

    UsbPlacement(Draft draft) {
        this.draft = draft;
    }

    void apply() {
        for (Device device : draft.devices().all()) {
            if (device.address().orElse(null) instanceof Address.Usb a && a.port().isPresent()) {
                take(a.bus(), a.port().get());
            }
        }
        draft.devices().kept().untyped().values().stream()
                .flatMap(List::stream)
                .flatMap(e -> e.child("address").stream())
                .filter(a -> a.attribute("type").equals(Optional.of("usb")))
                .forEach(this::take);
        // Placing may add controllers, so the lists are made before the devices are changed.
        List<Disk> disks = Draft.each(draft.devices().disks(), "disk", this::disk);
        draft.changeDevices(d -> d.withDisks(disks));
        List<Input> inputs = Draft.each(draft.devices().inputs(), "input", this::input);
        draft.changeDevices(d -> d.withInputs(inputs));
    }

    private Disk disk(Disk disk, String path) {
        return disk.target().bus().equals(Optional.of(DiskBus.USB))
                ? disk.withAddress(place(disk, path))
                : disk;
    }

    private Input input(Input input, String path) {
        return input.bus().equals(Optional.of("usb"))
                ? input.withAddress(place(input, path))
                : input;
    }

    private void take(XmlElement address) {
        String bus = address.attribute("bus").orElse("0");
        if (!bus.matches("\\d{1,9}")) {
            throw Refusals.xml("Cannot parse address attribute 'bus' with value '" + bus + "'");
        }
        address.attribute("port").ifPresent(port -> take(Integer.parseInt(bus), port));
    }

    private void take(int bus, String port) {
        if (!taken.add(bus + "/" + port)) {
            throw Refusals.xml("Duplicate USB address bus " + bus + " port " + port);
        }
    }

    private Optional<Address> place(Device device, String path) {
        if (device.address().isPresent()) {
            return device.address();
        }
        List<Controller> controllers =
                draft.devices().controllers().stream()
                        .filter(c -> c.type() == ControllerType.USB)
                        .toList();
        if (controllers.stream().anyMatch(c -> c.model().equals(Optional.of("none")))) {
            throw Refusals.unsupported(
                    "Can't add USB device " + path + ". USB is disabled for this domain");
        }
        for (Controller c : controllers) {
            for (int port = 1; port <= ports(c); port++) {
                if (taken.add(c.index().orElse(0) + "/" + port)) {
                    Address.Usb found =
                            new Address.Usb(c.index().orElse(0), Integer.toString(port));
                    draft.chose(path + "/address", found.bus() + "/" + port, "a free USB port");
                    return Optional.of(found);
                }
            }
        }
        addController(controllers.size());
        return place(device, path);
    }

    private void addController(int seen) {
        Set<Integer> numbers = new HashSet<>();
        for (Controller c : draft.devices().controllers()) {
            if (c.type() == ControllerType.USB) {
                numbers.add(c.index().orElse(0));
            }
        }
        int index = 0;
        while (numbers.contains(index)) {
            index++;
        }
        Controller plain = Controller.of(ControllerType.USB, index, Optional.of("qemu-xhci"));
        Controller more =
                new Controller(
                        plain.type(),
                        plain.index(),
                        plain.model(),
                        OptionalInt.of(ADDED_PORTS),
                        plain.vectors(),
                        plain.maxGrantFrames(),
                        plain.maxEventChannels(),
                        plain.alias(),
                        plain.address(),
                        plain.kept());
        List<Controller> all = new ArrayList<>(draft.devices().controllers());
        all.add(more);
        draft.changeDevices(d -> d.withControllers(all));
        draft.chose(
                "/domain/devices/controller[@type='usb'][@index='" + index + "']",
                "qemu-xhci",
                "the ports of the other " + seen + " do not suffice");
    }

    /// How many devices a controller takes without hubs.
    private static int ports(Controller c) {
        if (c.ports().isPresent()) {
            return c.ports().getAsInt();
        }
        String model = c.model().orElse("");
        if (model.startsWith("ich9-uhci")) {
            // The devices of a group are addressed through its EHCI controller.
            return 0;
        }
        if (model.endsWith("xhci")) {
            return 4;
        }
        return model.contains("ehci") ? 6 : model.equals("pci-ohci") ? 3 : 2;
    }
}
