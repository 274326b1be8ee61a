package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where character devices lead to, and what is not there.
final class CharSourceRules {
    private static final List<String> OF_SPICE = List.of("spicevmc", "spiceport");

    private CharSourceRules() {}

    static void check(Guest guest) {
        boolean spice =
                guest.devices("graphics").stream().anyMatch(g -> Said.is(g, "type", "spice"));
        for (String kind :
                List.of("serial", "parallel", "console", "channel", "smartcard", "redirdev")) {
            for (Place device : guest.devices(kind)) {
                Said.require(
                        spice || !OF_SPICE.contains(Said.attribute(device, "type")),
                        device,
                        "the device leads to Spice, which the guest does not have",
                        "a display of type 'spice'");
                device.children("source").forEach(CharSourceRules::checkReconnect);
            }
        }
        checkPorts(guest);
    }

    private static void checkReconnect(Place source) {
        Optional<Place> again = Said.first(source, "reconnect");
        if (again.isPresent() && Said.is(again.get(), "enabled", "yes")) {
            String timeout = Said.attribute(again.get(), "timeout");
            if (Said.number(timeout) < 1) {
                throw again.get()
                        .fail(
                                "it is connected to again after '" + timeout + "' seconds",
                                "at least 1");
            }
        }
    }

    /// One device at each port of virtio's serial controller.
    private static void checkPorts(Guest guest) {
        Set<List<Long>> taken = new HashSet<>();
        for (String kind : List.of("channel", "console")) {
            for (Place device : guest.devices(kind)) {
                Optional<Place> address =
                        Said.first(device, "address")
                                .filter(a -> Said.is(a, "type", "virtio-serial"));
                long port = address.map(a -> Said.number(Said.attribute(a, "port"))).orElse(0L);
                if (port > 0 && !taken.add(List.of(controller(address.get()), port))) {
                    throw address.get()
                            .fail("another device is at port " + port, "a port of its own");
                }
            }
        }
    }

    private static long controller(Place address) {
        return Math.max(0, Said.number(Said.attribute(address, "controller")));
    }
}
