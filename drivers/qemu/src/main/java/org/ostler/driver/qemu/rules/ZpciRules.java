package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The mainframe's own numbers of PCI devices.
final class ZpciRules {
    private static final long MOST_UID = 0xffff;

    private ZpciRules() {}

    static void check(Guest guest) {
        Set<String> taken = new HashSet<>();
        for (Place device : guest.allDevices()) {
            Optional<Place> zpci = Said.first(device, "address", "zpci");
            if (zpci.isPresent()) {
                check(zpci.get(), guest, taken);
            }
        }
    }

    private static void check(Place zpci, Guest guest, Set<String> taken) {
        String uid = Said.attribute(zpci, "uid");
        String fid = Said.attribute(zpci, "fid");
        Said.require(
                guest.board() == Board.S390 || (uid.isEmpty() && fid.isEmpty()),
                zpci,
                "PCI devices have no numbers of their own on " + guest.name(),
                "an s390x guest");
        long number = Said.number(uid);
        if (!uid.isEmpty() && (number < 1 || number > MOST_UID)) {
            throw zpci.fail("attribute 'uid' is '" + uid + "'", "a number from 0x0001 to 0xffff");
        }
        boolean free =
                (uid.isEmpty() || taken.add("uid " + number))
                        && (fid.isEmpty() || taken.add("fid " + Said.number(fid)));
        if (!free) {
            throw zpci.fail("another device has the same number", "numbers of its own");
        }
    }
}
