package org.ostler.xlcfg;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What of network interfaces and their like is not key by key: the rate, and flags.
final class LibxlNics {
    private static final long DEFAULT_INTERVAL_US = 50_000;
    private static final long SECOND_US = 1_000_000;
    private static final Pattern RATE =
            Pattern.compile("([0-9]{1,9})([KMG]?)([Bb])/s(?:@([0-9]{1,9})(ms|us|s)?)?");

    private LibxlNics() {}

    /// Takes out what xl takes as not given.
    static void prepare(SpecWords words, String option, String place, List<XlRemark> remarks) {
        if (option.equals(XlDeviceOptions.VIF.name())) {
            keep(words, "mac", "([0-9a-fA-F]{1,2}:){5}[0-9a-fA-F]{1,2}", place, remarks);
            keep(words, "type", "ioemu|vif", place, remarks);
        }
    }

    private static void keep(
            SpecWords words, String key, String shape, String place, List<XlRemark> remarks) {
        Optional<String> value = words.text(key);
        if (value.filter(is -> is.matches(shape)).isPresent()) {
            words.put(key + "=" + value.get());
        } else if (value.isPresent()) {
            remarks.add(
                    XlRemark.of(
                            XlRemark.Kind.LOST,
                            place,
                            "xl takes '" + key + "=" + value.get() + "' as not given"));
        }
    }

    static void write(SpecWords words, String option, Map<String, Object> device) {
        if (!option.equals(XlDeviceOptions.VIF.name())) {
            return;
        }
        words.number("devid").ifPresent(is -> device.put("devid", Json.of(is)));
        words.flags("trusted", "untrusted")
                .ifPresent(is -> device.put("trusted", Json.defbool(is)));
        Matcher rate = RATE.matcher(words.text("rate").orElse(""));
        if (rate.matches()) {
            long interval = interval(rate);
            device.put("rate_bytes_per_interval", Json.of(bytes(rate) * interval / SECOND_US));
            device.put("rate_interval_usecs", Json.of(interval));
        }
    }

    /// Bytes per second; xl counts in thousands.
    private static long bytes(Matcher rate) {
        long number = Long.parseLong(rate.group(1));
        long factor =
                switch (rate.group(2)) {
                    case "G" -> 1_000_000_000;
                    case "M" -> 1_000_000;
                    case "K" -> 1_000;
                    default -> 1;
                };
        long all = number * factor;
        return rate.group(3).equals("b") ? all / 8 : all;
    }

    private static long interval(Matcher rate) {
        if (rate.group(4) == null) {
            return DEFAULT_INTERVAL_US;
        }
        long number = Long.parseLong(rate.group(4));
        return switch (rate.group(5)) {
            case "ms" -> number * 1_000;
            case "us" -> number;
            case null, default -> number * SECOND_US;
        };
    }

    static void read(Json.Obj device, String option, int index, List<String> parts) {
        if (!option.equals(XlDeviceOptions.VIF.name())) {
            return;
        }
        device.integer("devid").filter(is -> is != index).ifPresent(is -> parts.add("devid=" + is));
        Optional<Long> bytes = device.integer("rate_bytes_per_interval").filter(is -> is > 0);
        Optional<Long> interval = device.integer("rate_interval_usecs").filter(is -> is > 0);
        if (bytes.isPresent() && interval.isPresent()) {
            long perSecond = bytes.get() * SECOND_US / interval.get();
            parts.add("rate=" + perSecond + "B/s@" + interval.get() + "us");
        }
        device.string("trusted")
                .ifPresent(is -> parts.add(is.equals("True") ? "trusted" : "untrusted"));
    }
}
