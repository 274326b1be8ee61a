package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// USB ports that are taken twice or that no hub has, and devices where there is no USB.
final class UsbRules {
    private static final int MOST_XHCI_PORTS = 15;
    private static final int HUB_PORTS = 8;

    private UsbRules() {}

    static void check(Guest guest) {
        Map<Long, Long> ports = new HashMap<>();
        boolean none = false;
        for (Place controller : guest.devices("controller")) {
            if (Said.is(controller, "type", "usb")) {
                checkController(controller);
                none |= Said.is(controller, "model", "none");
                long index = Math.max(0, Said.number(Said.attribute(controller, "index")));
                ports.merge(index, ports(controller), Math::max);
            }
        }
        List<Place> devices = guest.allDevices();
        if (none) {
            devices.forEach(UsbRules::refuse);
        }
        checkPorts(devices, ports);
    }

    private static void checkController(Place controller) {
        String model = Said.attribute(controller, "model");
        Said.require(
                !model.startsWith("qusb"),
                controller,
                "QEMU has no USB controller of model '" + model + "'",
                "a model of QEMU's such as 'qemu-xhci'");
        long ports = Said.number(Said.attribute(controller, "ports"));
        Said.require(
                !model.endsWith("xhci") || ports <= MOST_XHCI_PORTS,
                controller,
                "a USB controller of model '" + model + "' has " + ports + " ports",
                "at most " + MOST_XHCI_PORTS);
    }

    /// How many ports of its own a controller has; 0 where that depends on QEMU.
    private static long ports(Place controller) {
        long said = Said.number(Said.attribute(controller, "ports"));
        if (said > 0) {
            return said;
        }
        return switch (Said.attribute(controller, "model")) {
            case "piix3-uhci",
                    "piix4-uhci",
                    "ich9-uhci1",
                    "ich9-uhci2",
                    "ich9-uhci3",
                    "vt82c686b-uhci" ->
                    2;
            case "ehci", "ich9-ehci1" -> 6;
            case "nec-xhci", "qemu-xhci" -> 4;
            case "pci-ohci" -> 3;
            default -> 0;
        };
    }

    private static void refuse(Place device) {
        boolean usb =
                switch (device.element().name()) {
                    case "input", "redirdev" -> Said.is(device, "bus", "usb");
                    case "disk" -> DiskWords.bus(device).equals("usb");
                    case "sound" -> Said.is(device, "model", "usb");
                    case "smartcard" -> true;
                    case "hostdev" -> Said.is(device, "type", "usb");
                    case "serial" -> Said.attribute(device, "type", "target").equals("usb-serial");
                    default -> false;
                };
        Said.require(
                !usb,
                device,
                "the device is on USB, which the domain does not have: its USB controller is of the"
                        + " model 'none'",
                "another bus, or a USB controller");
    }

    private static void checkPorts(List<Place> devices, Map<Long, Long> ports) {
        Set<String> taken = new HashSet<>();
        Set<String> hubs = new HashSet<>();
        for (Place device : devices) {
            Optional<Place> address = address(device);
            if (address.isEmpty()) {
                continue;
            }
            String port = key(address.get());
            if (!taken.add(port)) {
                throw address.get()
                        .fail(
                                "another device is plugged into the USB port " + port(port),
                                "a port of its own");
            }
            if (device.element().name().equals("hub")) {
                hubs.add(port);
            }
        }
        for (Place device : devices) {
            address(device).ifPresent(address -> checkPath(address, hubs, ports));
        }
    }

    /// Every part of the path but the last is a hub, and the last is one of its ports.
    private static void checkPath(Place address, Set<String> hubs, Map<Long, Long> ports) {
        String port = key(address);
        int dot = port.lastIndexOf('.');
        long last = Said.number(port.substring(Math.max(dot, port.indexOf('/')) + 1));
        if (dot < 0) {
            long bus = Said.number(port.substring(0, port.indexOf('/')));
            long most = ports.getOrDefault(bus, 0L);
            if (most > 0 && last > most) {
                throw address.fail(
                        "there is no USB port " + port(port), "a port from 1 to " + most);
            }
            return;
        }
        String hub = port.substring(0, dot);
        if (!hubs.contains(hub)) {
            throw address.fail(
                    "no hub is plugged into the USB port " + port(hub), "an element 'hub' there");
        }
        if (last > HUB_PORTS) {
            throw address.fail("the hub has no port " + last, "a port from 1 to " + HUB_PORTS);
        }
    }

    private static Optional<Place> address(Place device) {
        return Said.first(device, "address")
                .filter(a -> Said.is(a, "type", "usb") && Said.has(a, "port"));
    }

    /// The bus and the path of ports: `0/1.2`.
    private static String key(Place address) {
        long bus = Math.max(0, Said.number(Said.attribute(address, "bus")));
        return bus + "/" + Said.attribute(address, "port");
    }

    private static String port(String key) {
        int slash = key.indexOf('/');
        return key.substring(slash + 1) + " of bus " + key.substring(0, slash);
    }
}
