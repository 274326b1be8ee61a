package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.List;

/// Timers that a board does not have, and policies that a timer does not know.
final class TimerRules {
    private TimerRules() {}

    static void check(Guest guest) {
        Said.first(guest.domain(), "clock")
                .ifPresent(clock -> clock.children("timer").forEach(timer -> check(timer, guest)));
    }

    private static void check(Place timer, Guest guest) {
        String name = Said.attribute(timer, "name");
        switch (name) {
            case "tsc", "kvmclock", "hypervclock" -> exists(guest.isPc(), timer, guest);
            case "armvtimer" -> {
                boolean kvm = Said.is(guest.domain(), "type", "kvm");
                exists(kvm && guest.board() == Board.ARM_VIRT, timer, guest);
            }
            case "hpet" -> exists(guest.isPc() || Said.is(timer, "present", "no"), timer, guest);
            case "platform" -> exists(false, timer, guest);
            case "pit" -> checkPolicy(timer, List.of("", "delay", "catchup", "discard"));
            case "rtc" -> {
                checkPolicy(timer, List.of("", "delay", "catchup"));
                Said.requireOneOf(
                        List.of("", "guest", "wall", "realtime"),
                        Said.attribute(timer, "track"),
                        timer,
                        "what the timer tracks,");
            }
            default -> {}
        }
        Said.require(
                !name.equals("pit") || !Said.has(timer, "track"),
                timer,
                "timer 'pit' tracks nothing",
                "no attribute 'track'");
    }

    private static void exists(boolean there, Place timer, Guest guest) {
        Said.require(
                there,
                timer,
                "timer '" + Said.attribute(timer, "name") + "' does not exist on " + guest.name(),
                "a timer of this machine");
    }

    private static void checkPolicy(Place timer, List<String> known) {
        Said.require(
                known.contains(Said.attribute(timer, "tickpolicy")),
                timer,
                "timer '"
                        + Said.attribute(timer, "name")
                        + "' does not know the tick policy '"
                        + Said.attribute(timer, "tickpolicy")
                        + "'",
                "one of '" + String.join("', '", known.subList(1, known.size())) + "'");
    }
}
