package org.ostler.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The guest's clock: `<clock>`.
///
/// @param adjustment seconds to add to the base, or `reset`
/// @param basis what a variable offset is relative to: `utc` or `localtime`
/// @param timezone the time zone's name, with offset `timezone`
/// @param start seconds since 1970 at which an absolute clock starts
public record Clock(
        ClockOffset offset,
        Optional<String> adjustment,
        Optional<String> basis,
        Optional<String> timezone,
        OptionalLong start,
        List<Timer> timers,
        Kept kept) {
    private static final Fields<Clock> F = Fields.of("clock");
    private static final Field<Clock, ClockOffset> OFFSET =
            F.attribute("offset", ClockOffset.CODEC, ClockOffset.UTC, Clock::offset);
    private static final Field<Clock, Optional<String>> ADJUSTMENT =
            F.optional("adjustment", adjustments(), Clock::adjustment);
    private static final Field<Clock, Optional<String>> BASIS =
            F.optional("basis", Codec.words("utc", "localtime"), Clock::basis);
    private static final Field<Clock, Optional<String>> TIMEZONE =
            F.optional("timezone", Codec.WORD, Clock::timezone);
    private static final Field<Clock, OptionalLong> START =
            F.optionalLong("start", Codec.bigNumber(0, Long.MAX_VALUE), Clock::start);
    private static final Field<Clock, List<Timer>> TIMERS =
            F.many("timer", Timer.SHAPE, Clock::timers);
    static final Shape<Clock> SHAPE = F.shape(Clock::make, Clock::kept);

    /// A clock that starts from UTC, with no timers.
    public static final Clock UTC =
            new Clock(
                    ClockOffset.UTC,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    List.of(),
                    Kept.NONE);

    public Clock {
        timers = List.copyOf(timers);
        if (offset == ClockOffset.TIMEZONE && timezone.isEmpty()) {
            throw new IllegalArgumentException(
                    "attribute 'timezone' is missing, which clock offset 'timezone' needs");
        }
        if (offset == ClockOffset.ABSOLUTE && start.isEmpty()) {
            throw new IllegalArgumentException(
                    "attribute 'start' is missing, which clock offset 'absolute' needs");
        }
    }

    private static Clock make(Values<Clock> v) {
        return new Clock(
                v.get(OFFSET),
                v.get(ADJUSTMENT),
                v.get(BASIS),
                v.get(TIMEZONE),
                v.get(START),
                v.get(TIMERS),
                v.kept());
    }

    private static Codec<String> adjustments() {
        return Codec.of(
                text -> text.equals("reset") || Numbers.parse(text) != Numbers.BAD ? text : null,
                text -> text,
                "a number of seconds or 'reset'");
    }

    public Clock withTimers(List<Timer> value) {
        return SHAPE.with(this, TIMERS, value);
    }

    /// A timer that the guest has or lacks.
    ///
    /// @param name `platform`, `hpet`, `kvmclock`, `pit`, `rtc`, `tsc`, `hypervclock` or
    ///   `armvtimer`
    /// @param tickpolicy what happens to missed ticks: `delay`, `catchup`, `merge` or `discard`
    /// @param track what the timer follows: `boot`, `guest`, `wall` or `realtime`
    /// @param mode for `tsc`: `auto`, `native`, `emulate`, `paravirt` or `smpsafe`
    /// @param frequencyHz the frequency of `tsc`
    public record Timer(
            String name,
            Optional<Boolean> present,
            Optional<String> tickpolicy,
            Optional<String> track,
            OptionalLong frequencyHz,
            Optional<String> mode,
            Kept kept) {
        private static final Fields<Timer> F = Fields.of("timer");
        private static final Field<Timer, String> NAME =
                F.required(
                        "name",
                        Codec.words(
                                "platform",
                                "pit",
                                "rtc",
                                "hpet",
                                "tsc",
                                "kvmclock",
                                "hypervclock",
                                "armvtimer"),
                        Timer::name);
        private static final Field<Timer, Optional<Boolean>> PRESENT =
                F.optional("present", Codec.YES_NO, Timer::present);
        private static final Field<Timer, Optional<String>> TICKPOLICY =
                F.optional(
                        "tickpolicy",
                        Codec.words("delay", "catchup", "merge", "discard"),
                        Timer::tickpolicy);
        private static final Field<Timer, Optional<String>> TRACK =
                F.optional("track", Codec.words("boot", "guest", "wall", "realtime"), Timer::track);
        private static final Field<Timer, OptionalLong> FREQUENCY =
                F.optionalLong("frequency", Codec.bigNumber(1, Long.MAX_VALUE), Timer::frequencyHz);
        private static final Field<Timer, Optional<String>> MODE =
                F.optional(
                        "mode",
                        Codec.words("auto", "native", "emulate", "paravirt", "smpsafe"),
                        Timer::mode);
        static final Shape<Timer> SHAPE =
                F.untyped("catchup")
                        .shape(
                                v ->
                                        new Timer(
                                                v.get(NAME),
                                                v.get(PRESENT),
                                                v.get(TICKPOLICY),
                                                v.get(TRACK),
                                                v.get(FREQUENCY),
                                                v.get(MODE),
                                                v.kept()),
                                Timer::kept);

        /// A timer that is there or not, nothing else said.
        public static Timer of(String name, boolean present) {
            return new Timer(
                    name,
                    Optional.of(present),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    Kept.NONE);
        }
    }
}
