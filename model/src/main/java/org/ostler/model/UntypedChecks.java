package org.ostler.model;

import java.util.List;

/// What libvirt refuses in devices that are kept without a type; found by trying libvirt's test
/// driver.
final class UntypedChecks {
    private static final List<String> WITH_PATH = List.of("dev", "file", "pipe", "unix");

    private UntypedChecks() {}

    static void check(Place devices) {
        for (Place card : devices.children("smartcard")) {
            if (card.element().attribute("mode").orElse("").equals("passthrough")) {
                requirePath(card);
            }
        }
        for (Place redirected : devices.children("redirdev")) {
            requirePath(redirected);
        }
    }

    private static void requirePath(Place device) {
        String type = device.element().attribute("type").orElse("");
        boolean said =
                device.element().children("source").stream()
                        .anyMatch(source -> source.attribute("path").isPresent());
        if (WITH_PATH.contains(type) && !said) {
            throw device.child("source")
                    .fail(
                            "attribute 'path' is missing, which a device of type '"
                                    + type
                                    + "' needs",
                            "the path of a file of the host");
        }
    }
}
