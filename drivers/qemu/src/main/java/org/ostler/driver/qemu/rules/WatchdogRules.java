package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.List;

/// Watchdogs and sockets to the host, of which a guest has one at most.
final class WatchdogRules {
    private static final List<String> KNOWN = List.of("i6300esb", "ib700", "diag288");

    /// Lower numbers are the host's.
    private static final long FIRST_CID = 3;

    private WatchdogRules() {}

    static void check(Guest guest) {
        List<Place> dogs = guest.devices("watchdog");
        for (Place dog : dogs) {
            checkDog(dog, guest);
        }
        if (dogs.size() > 1) {
            throw dogs.get(1).fail("there is another watchdog", "one at most");
        }
        List<Place> sockets = guest.devices("vsock");
        for (Place socket : sockets) {
            String number = Said.attribute(socket, "address", "cid");
            Said.require(
                    number.isEmpty() || Said.number(number) >= FIRST_CID,
                    socket.child("cid"),
                    "the number of the guest is " + number,
                    "at least " + FIRST_CID);
        }
        if (sockets.size() > 1) {
            throw sockets.get(1).fail("there is another vsock device", "one at most");
        }
    }

    private static void checkDog(Place dog, Guest guest) {
        String model = Said.attribute(dog, "model");
        Said.requireOneOf(KNOWN, model, dog, "a watchdog of model");
        Said.require(
                !model.equals("diag288") || guest.board() == Board.S390,
                dog,
                "there is no watchdog of model 'diag288' on " + guest.name(),
                "an s390x guest");
        String address = Said.attribute(dog, "type", "address");
        boolean fits = model.equals("i6300esb") ? address.equals("pci") : address.isEmpty();
        Said.require(
                address.isEmpty() || fits,
                dog,
                "a watchdog of model '" + model + "' has an address of type '" + address + "'",
                model.equals("i6300esb") ? "type='pci'" : "no element 'address'");
    }
}
