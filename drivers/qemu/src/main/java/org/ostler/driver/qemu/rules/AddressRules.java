package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Addresses on the mainframe's channels and on the pSeries bus that are taken twice, or that are
/// on no such machine.
final class AddressRules {
    private static final long MOST_REGISTER = 0xffffffffL;

    private AddressRules() {}

    static void check(Guest guest) {
        Set<String> taken = new HashSet<>();
        for (Place device : guest.allDevices()) {
            Optional<Place> address = Said.first(device, "address");
            if (address.isPresent()) {
                switch (Said.attribute(address.get(), "type")) {
                    case "ccw" -> checkChannel(address.get(), guest, taken);
                    case "spapr-vio" -> checkRegister(address.get(), taken);
                    default -> {}
                }
            }
        }
        for (Place memory : guest.devices("nvram")) {
            Said.require(
                    guest.board() == Board.PSERIES,
                    memory,
                    "there is no memory that keeps variables on " + guest.name(),
                    "a pSeries guest");
        }
    }

    private static void checkChannel(Place address, Guest guest, Set<String> taken) {
        Said.require(
                guest.board() == Board.S390,
                address,
                "there are no channels on " + guest.name(),
                "an s390x guest");
        String device = Said.attribute(address, "devno");
        if (device.isEmpty()) {
            return;
        }
        String place =
                Said.number(Said.attribute(address, "cssid"))
                        + "."
                        + Said.number(Said.attribute(address, "ssid"))
                        + "."
                        + Said.number(device);
        if (!taken.add(place)) {
            throw address.fail(
                    "another device has the number '" + device + "' on the channel",
                    "a number of its own");
        }
    }

    private static void checkRegister(Place address, Set<String> taken) {
        String register = Said.attribute(address, "reg");
        long number = Said.number(register);
        Said.require(
                number <= MOST_REGISTER,
                address,
                "attribute 'reg' is '" + register + "'",
                "at most 0xffffffff");
        if (!register.isEmpty() && !taken.add("reg " + number)) {
            throw address.fail("another device is at '" + register + "'", "an address of its own");
        }
    }
}
