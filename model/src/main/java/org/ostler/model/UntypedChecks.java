package org.ostler.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What libvirt refuses in devices that are kept without a type; found by trying libvirt's test
/// driver.
final class UntypedChecks {
    private static final List<String> WITH_PATH = List.of("dev", "file", "pipe", "unix");

    private static final Pattern PORT = Pattern.compile("[0-9]+([.][0-9]+){0,3}");

    private UntypedChecks() {}

    static void check(Place devices) {
        Set<List<String>> lent = new HashSet<>();
        boolean noUsb = false;
        for (XmlNode node : devices.element().children()) {
            if (!(node instanceof XmlElement device)) {
                continue;
            }
            for (XmlNode inner : device.children()) {
                if (inner instanceof XmlElement part) {
                    switch (part.name()) {
                        case "address" -> checkPort(part, device, devices);
                        case "source" -> SecurityChecks.checkSource(part, device, devices);
                        default -> {}
                    }
                }
            }
            switch (device.name()) {
                case "controller" ->
                        noUsb |= has(device, "type", "usb") && has(device, "model", "none");
                case "disk" -> DiskChecks.checkLogin(device, devices);
                case "smartcard" -> {
                    if (has(device, "mode", "passthrough")) {
                        requirePath(device, devices);
                    }
                }
                case "redirdev" -> requirePath(device, devices);
                case "tpm" ->
                        require(
                                device.child("backend").isPresent(),
                                devices.inside(device),
                                "element 'backend' is missing");
                case "shmem" ->
                        require(
                                device.child("msi").isEmpty() || device.child("server").isPresent(),
                                devices.inside(device),
                                "element 'msi' needs an element 'server'");
                case "hostdev" -> checkLent(device, lent, devices);
                default -> {}
            }
        }
        if (noUsb) {
            refuseUsb(devices);
        }
    }

    private static boolean has(XmlElement element, String attribute, String value) {
        return element.attribute(attribute).orElse("").equals(value);
    }

    private static void require(boolean holds, Place place, String problem) {
        if (!holds) {
            throw place.fail(problem, "");
        }
    }

    /// A port of USB is a path of at most four hubs, and one device is plugged into it.
    private static void checkPort(XmlElement address, XmlElement device, Place devices) {
        if (!has(address, "type", "usb") || address.attribute("port").isEmpty()) {
            return;
        }
        String port = address.attribute("port").get();
        if (!PORT.matcher(port).matches()) {
            throw devices.inside(device)
                    .inside(address)
                    .fail(
                            "attribute 'port' has the invalid value " + Reading.quote(port),
                            "one to four port numbers joined by dots");
        }
    }

    private static void requirePath(XmlElement device, Place devices) {
        String type = device.attribute("type").orElse("");
        boolean said =
                device.children("source").stream()
                        .anyMatch(source -> source.attribute("path").isPresent());
        if (WITH_PATH.contains(type) && !said) {
            throw devices.inside(device)
                    .child("source")
                    .fail(
                            "attribute 'path' is missing, which a device of type '"
                                    + type
                                    + "' needs",
                            "the path of a file of the host");
        }
    }

    private static void refuseUsb(Place devices) {
        for (XmlNode node : devices.element().children()) {
            if (!(node instanceof XmlElement device)) {
                continue;
            }
            boolean usb =
                    switch (device.name()) {
                        case "controller" ->
                                has(device, "type", "usb") && !has(device, "model", "none");
                        case "hub" -> has(device, "type", "usb");
                        default -> false;
                    };
            if (usb) {
                throw devices.inside(device)
                        .fail(
                                SpecException.Kind.UNSUPPORTED,
                                "the domain has no USB: its USB controller is of the model 'none'",
                                "no controller or hub of USB beside it");
            }
        }
    }

    /// A device of the host is lent once, and appears where its kind can be.
    private static void checkLent(XmlElement device, Set<List<String>> lent, Place devices) {
        if (has(device, "type", "mdev")) {
            checkMediated(device, devices.inside(device));
        }
        XmlElement source = device.child("source").orElse(null);
        if (has(device, "type", "scsi") && source != null && source.child("adapter").isPresent()) {
            XmlElement address = source.child("address").orElse(source);
            List<String> unit =
                    List.of(
                            source.child("adapter").flatMap(a -> a.attribute("name")).orElse(""),
                            address.attribute("bus").orElse(""),
                            address.attribute("target").orElse(""),
                            address.attribute("unit").orElse(""));
            require(
                    lent.add(unit),
                    devices.inside(device),
                    "the device " + String.join(":", unit) + " is lent to the guest twice");
        }
    }

    private static void checkMediated(XmlElement device, Place place) {
        boolean named =
                device.child("source")
                        .flatMap(source -> source.child("address"))
                        .flatMap(address -> address.attribute("uuid"))
                        .isPresent();
        if (!named) {
            throw place.fail(
                    "a mediated device is known by its UUID",
                    "an element 'address' with the attribute 'uuid' in element 'source'");
        }
        String model = device.attribute("model").orElse("");
        String expected =
                switch (model) {
                    case "vfio-pci" -> "pci";
                    case "vfio-ccw" -> "ccw";
                    default -> "";
                };
        String type = device.child("address").flatMap(a -> a.attribute("type")).orElse("");
        if (!expected.isEmpty()
                && !type.isEmpty()
                && !type.equals(expected)
                && !type.equals("unassigned")) {
            throw place.child("address")
                    .fail(
                            "an address of type '"
                                    + type
                                    + "' does not go with the model '"
                                    + model
                                    + "'",
                            "type='" + expected + "'");
        }
    }
}
