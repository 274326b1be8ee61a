package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Security labels and keys that contradict themselves or each other.
final class LabelRules {
    private LabelRules() {}

    static void check(Guest guest) {
        if (guest.domain().element().child("seclabel").isPresent()) {
            Set<String> models = new HashSet<>();
            for (Place label : guest.domain().children("seclabel")) {
                checkLabel(label);
                String model = Said.attribute(label, "model");
                if (!model.isEmpty() && !models.add(model)) {
                    throw label.fail("there is another label of model '" + model + "'", "one");
                }
            }
        }
        Optional<Place> keys = Said.first(guest.domain(), "keywrap");
        Set<String> ciphers = new HashSet<>();
        for (Place cipher : keys.map(k -> k.children("cipher")).orElse(List.of())) {
            if (!ciphers.add(Said.attribute(cipher, "name"))) {
                throw cipher.fail(
                        "the keys of this cipher are spoken of twice", "each cipher once");
            }
        }
    }

    private static void checkLabel(Place label) {
        String relabel = Said.attribute(label, "relabel");
        switch (Said.attribute(label, "type")) {
            case "static" -> {
                if (Said.text(label, "label").isEmpty()) {
                    throw label.fail("the label itself is missing", "an element 'label'");
                }
            }
            case "none" ->
                    Said.require(
                            !relabel.equals("yes"),
                            label,
                            "files are labelled for a guest without a label",
                            "relabel='no'");
            case "dynamic" ->
                    Said.require(
                            !relabel.equals("no"),
                            label,
                            "files are not labelled for a guest whose label is chosen at start",
                            "relabel='yes'");
            default -> {}
        }
    }
}
