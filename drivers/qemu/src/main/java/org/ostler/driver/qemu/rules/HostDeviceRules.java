package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Devices of the host that QEMU cannot lend as it is said.
final class HostDeviceRules {
    private HostDeviceRules() {}

    static void check(Guest guest) {
        Set<List<Long>> lent = new HashSet<>();
        boolean shown = !guest.devices("graphics").isEmpty();
        int channels = 0;
        for (Place device : guest.devices("hostdev")) {
            switch (Said.attribute(device, "type")) {
                case "pci" -> checkPci(device, lent);
                case "mdev" -> {
                    checkMediated(device, shown);
                    channels += Said.is(device, "model", "vfio-ap") ? 1 : 0;
                }
                default -> {}
            }
            if (!Said.is(device, "type", "scsi")) {
                for (String attribute : List.of("rawio", "sgio")) {
                    if (Said.has(device, attribute)) {
                        throw device.fail(
                                "attribute '" + attribute + "' is for SCSI devices", "type='scsi'");
                    }
                }
            }
            Said.require(
                    channels <= 1, device, "there is another device of model 'vfio-ap'", "one");
            Said.first(device, "rom").ifPresent(HostDeviceRules::checkRom);
        }
    }

    private static void checkPci(Place device, Set<List<Long>> lent) {
        String address = Said.attribute(device, "type", "address");
        Said.require(
                List.of("", "pci", "unassigned").contains(address),
                device,
                "a PCI device has an address of type '" + address + "'",
                "type 'pci' or 'unassigned'");
        Said.first(device, "source", "address")
                .ifPresent(
                        source -> {
                            if (!lent.add(place(source))) {
                                throw source.fail("this device is lent twice", "each device once");
                            }
                        });
    }

    private static List<Long> place(Place address) {
        return List.of(
                Math.max(0, Said.number(Said.attribute(address, "domain"))),
                Said.number(Said.attribute(address, "bus")),
                Said.number(Said.attribute(address, "slot")),
                Said.number(Said.attribute(address, "function")));
    }

    private static void checkMediated(Place device, boolean shown) {
        String model = Said.attribute(device, "model");
        Said.require(
                !Said.is(device, "display", "on") || shown,
                device,
                "what the device draws is shown by nobody",
                "an element 'graphics'");
        boolean boots = device.element().child("boot").isPresent();
        Said.require(
                !boots || model.equals("vfio-ccw"),
                device.child("boot"),
                "nothing boots from a device of model '" + model + "'",
                "no element 'boot'");
    }

    private static void checkRom(Place rom) {
        Said.require(
                !Said.is(rom, "enabled", "no") || (!Said.has(rom, "bar") && !Said.has(rom, "file")),
                rom,
                "more is said of a ROM that is off",
                "enabled='no' alone");
    }
}
