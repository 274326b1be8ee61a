package org.ostler.cli;

import java.time.Duration;

/// Times on the command line: `90`, `90s`, `5m`, `2h`, `250ms`.
final class Durations {
    private static final Duration MAX = Duration.ofDays(365);

    private Durations() {}

    /// Reads one.
    ///
    /// @param option for the message
    static Duration parse(String option, String text) throws UsageException {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 || digits > 9) {
            throw wrong(option, text);
        }
        long number = Long.parseLong(text.substring(0, digits));
        Duration duration =
                switch (text.substring(digits)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "", "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> throw wrong(option, text);
                };
        if (!duration.isPositive() || duration.compareTo(MAX) > 0) {
            throw wrong(option, text);
        }
        return duration;
    }

    private static UsageException wrong(String option, String text) {
        return new UsageException(
                "--"
                        + option
                        + " takes a time such as 90, 90s, 5m, 2h or 250ms, not '"
                        + text
                        + "'");
    }

    /// As a person says it: `1 h 5 min`, `12 s`.
    static String words(Duration duration) {
        if (duration.toSeconds() < 1) {
            return duration.toMillis() + " ms";
        }
        if (duration.toMinutes() < 1) {
            return duration.toSeconds() + " s";
        }
        if (duration.toHours() < 1) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
}
