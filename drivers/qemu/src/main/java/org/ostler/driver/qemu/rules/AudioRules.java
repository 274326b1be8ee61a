package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Where sound is played, by numbers that are there once.
final class AudioRules {
    private AudioRules() {}

    static void check(Guest guest) {
        boolean spice =
                guest.devices("graphics").stream().anyMatch(g -> Said.is(g, "type", "spice"));
        Set<Long> numbers = new HashSet<>();
        for (Place audio : guest.devices("audio")) {
            long number = Said.number(Said.attribute(audio, "id"));
            if (number < 1 || !numbers.add(number)) {
                throw audio.fail(
                        "the number of the audio backend is '" + Said.attribute(audio, "id") + "'",
                        "a number from 1 on, of its own");
            }
            Said.require(
                    spice || !Said.is(audio, "type", "spice"),
                    audio,
                    "sound is played by Spice, which the guest does not have",
                    "a display of type 'spice'");
        }
        for (String kind : List.of("sound", "graphics")) {
            for (Place device : guest.devices(kind)) {
                for (Place audio : device.children("audio")) {
                    String said = Said.attribute(audio, "id");
                    if (!numbers.contains(Said.number(said))) {
                        throw audio.fail("there is no audio backend '" + said + "'", "one that is");
                    }
                }
            }
        }
    }
}
