package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.List;

/// Smartcards, of which QEMU takes one, with three certificates.
final class SmartcardRules {
    private static final int CERTIFICATES = 3;

    private SmartcardRules() {}

    static void check(Guest guest) {
        List<Place> cards = guest.devices("smartcard");
        for (Place card : cards) {
            int certificates = card.children("certificate").size();
            if (Said.is(card, "mode", "host-certificates") && certificates != CERTIFICATES) {
                throw card.fail(certificates + " certificates are said", "exactly " + CERTIFICATES);
            }
            String address = Said.attribute(card, "type", "address");
            Said.require(
                    address.isEmpty() || address.equals("ccid"),
                    card,
                    "a smartcard has an address of type '" + address + "'",
                    "type='ccid'");
            Said.require(
                    Said.number(Said.attribute(card, "slot", "address")) <= 0,
                    card,
                    "a smartcard is in another slot than 0",
                    "slot='0'");
        }
        if (cards.size() > 1) {
            throw Said.unsupported(cards.get(1), "there is another smartcard", "one at most");
        }
        List<Place> filters = guest.devices("redirfilter");
        if (filters.size() > 1) {
            throw filters.get(1).fail("there is another filter of redirections", "one at most");
        }
    }
}
