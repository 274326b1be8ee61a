package org.ostler.driver.qemu;

import org.ostler.model.Clock;
import org.ostler.model.DomainType;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// The guest's clock and timers.
final class ClockArguments {
    private final Arguments out;

    ClockArguments(Arguments out) {
        this.out = out;
    }

    void add() {
        Clock clock = out.spec.clock();
        KeyValues rtc = new KeyValues().add("base", base(clock));
        for (Clock.Timer timer : clock.timers()) {
            timer(timer, rtc);
        }
        out.option("-rtc", rtc);
    }

    private String base(Clock clock) {
        return switch (clock.offset()) {
            case UTC -> adjusted(clock, "utc");
            case LOCALTIME -> adjusted(clock, "localtime");
            case TIMEZONE ->
                    out.late(
                            "rtc.base",
                            "the time in "
                                    + clock.timezone().orElse("the host's zone")
                                    + " at the start");
            case VARIABLE ->
                    out.late(
                            "rtc.base",
                            "the "
                                    + clock.basis().orElse("utc")
                                    + " time at the start plus "
                                    + clock.adjustment().orElse("0")
                                    + " seconds");
            case ABSOLUTE ->
                    LocalDateTime.ofInstant(
                                    Instant.ofEpochSecond(clock.start().orElse(0)), ZoneOffset.UTC)
                            .toString();
        };
    }

    private String adjusted(Clock clock, String base) {
        clock.adjustment()
                .filter(a -> !a.equals("reset"))
                .ifPresent(
                        a ->
                                out.ignored(
                                        "/domain/clock/@adjustment",
                                        "the guest's clock begins at " + base + " at each start"));
        return base;
    }

    private void timer(Clock.Timer timer, KeyValues rtc) {
        String path = "/domain/clock/timer[@name='" + timer.name() + "']";
        Optional<String> policy = timer.tickpolicy();
        switch (timer.name()) {
            case "rtc" -> {
                if (policy.equals(Optional.of("catchup"))) {
                    rtc.add("driftfix", "slew");
                } else if (policy.isPresent() && !policy.get().equals("delay")) {
                    out.ignored(
                            path + "/@tickpolicy",
                            "the clock has no tick policy '" + policy.get() + "'");
                }
                timer.track()
                        .ifPresent(
                                t -> {
                                    switch (t) {
                                        case "guest" -> rtc.add("clock", "vm");
                                        case "wall" -> rtc.add("clock", "host");
                                        case "realtime" -> rtc.add("clock", "rt");
                                        default ->
                                                out.ignored(
                                                        path + "/@track", "'" + t + "' is Xen's");
                                    }
                                });
            }
            case "pit" -> pit(policy, path);
            // Those of the CPU and the board.
            case "hpet", "kvmclock", "tsc" -> {}
            default ->
                    out.ignored(
                            path,
                            "PCs under QEMU have no timer '"
                                    + timer.name()
                                    + "' that could be set");
        }
    }

    private void pit(Optional<String> policy, String path) {
        if (policy.isEmpty()) {
            return;
        }
        if (out.spec.type() != DomainType.KVM) {
            out.ignored(path + "/@tickpolicy", "only KVM's timer has a tick policy");
        } else if (policy.get().equals("delay") || policy.get().equals("discard")) {
            out.option("-global", "kvm-pit.lost_tick_policy=" + policy.get());
        } else {
            out.ignored(
                    path + "/@tickpolicy", "KVM's timer has no tick policy '" + policy.get() + "'");
        }
    }
}
