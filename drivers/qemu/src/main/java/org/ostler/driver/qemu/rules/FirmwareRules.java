package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;
import org.ostler.model.SpecException;

import java.util.List;
import java.util.Optional;

/// Firmware that is chosen by the host and by hand at once, or that lacks what it needs.
final class FirmwareRules {
    private FirmwareRules() {}

    static void check(Guest guest) {
        Optional<Place> os = Said.first(guest.domain(), "os");
        if (os.isEmpty()) {
            return;
        }
        boolean chosen = Said.has(os.get(), "firmware");
        if (chosen) {
            checkChosen(os.get());
        }
        Said.first(os.get(), "firmware").ifPresent(f -> checkFeatures(f, chosen));
        Said.first(os.get(), "loader")
                .filter(loader -> !chosen && Said.is(loader, "secure", "yes"))
                .ifPresent(loader -> checkSecure(loader, guest));
        Said.first(guest.domain(), "launchSecurity").ifPresent(FirmwareRules::checkLaunch);
    }

    private static void checkChosen(Place os) {
        Optional<Place> loader = Said.first(os, "loader");
        for (String attribute : List.of("readonly", "type")) {
            if (loader.isPresent() && Said.has(loader.get(), attribute)) {
                throw byHand(loader.get(), "attribute '" + attribute + "' of the loader");
            }
        }
        if (loader.isPresent() && !loader.get().element().text().isBlank()) {
            throw byHand(loader.get(), "the path of the loader");
        }
        Optional<Place> nvram = Said.first(os, "nvram");
        if (nvram.isPresent() && Said.has(nvram.get(), "template")) {
            throw byHand(nvram.get(), "the template of the variables");
        }
        boolean keeps = Said.attribute(os, "stateless", "loader").equals("no");
        if (Said.is(os, "firmware", "bios") && keeps) {
            throw os.child("loader")
                    .fail("a firmware of type 'bios' keeps no variables", "stateless='yes'");
        }
    }

    private static SpecException byHand(Place place, String what) {
        return place.fail(
                what + " is said, and the host is asked to choose the firmware",
                "no attribute 'firmware' of element 'os', or nothing said by hand");
    }

    private static void checkFeatures(Place firmware, boolean chosen) {
        List<Place> features = firmware.children("feature");
        if (!features.isEmpty() && !chosen) {
            throw firmware.fail(
                    "features are asked of a firmware that the host does not choose",
                    "the attribute 'firmware' of element 'os'");
        }
        boolean keys = features.stream().anyMatch(f -> says(f, "enrolled-keys", "yes"));
        boolean insecure = features.stream().anyMatch(f -> says(f, "secure-boot", "no"));
        if (keys && insecure) {
            throw firmware.fail(
                    "the firmware is to hold keys, and not to ask for them",
                    "feature 'secure-boot' with enabled='yes'");
        }
    }

    private static boolean says(Place feature, String name, String enabled) {
        return Said.is(feature, "name", name) && Said.is(feature, "enabled", enabled);
    }

    private static void checkSecure(Place loader, Guest guest) {
        Said.require(
                guest.board() == Board.Q35,
                loader,
                "there is no secure loader on " + guest.name(),
                "a machine of the family 'q35'");
        boolean managed =
                guest.feature("smm").map(smm -> !Said.is(smm, "state", "off")).orElse(false);
        Said.require(
                managed,
                loader,
                "a secure loader needs system management mode",
                "the feature 'smm' with state='on'");
    }

    private static void checkLaunch(Place launch) {
        if (Said.is(launch, "type", "sev") && launch.element().child("policy").isEmpty()) {
            throw launch.fail(
                    "the policy of the encrypted guest is not said", "an element 'policy'");
        }
    }
}
