package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

/// Amounts of memory in elements, with their units. Pure.
final class Sizes {
    private Sizes() {}

    /// An element's amount in KiB, rounded up; -1 where it is no amount.
    ///
    /// @param unit which unit is meant where none is said
    static long kib(Place place, String unit) {
        String said = Said.attribute(place, "unit");
        return kib(place.element().text().strip(), said.isEmpty() ? unit : said);
    }

    static long kib(String amount, String unit) {
        long number = Said.number(amount);
        long bytes = bytes(unit);
        if (number < 0 || bytes < 0) {
            return -1;
        }
        long high = Math.multiplyHigh(number, bytes);
        return high != 0 || number * bytes < 0
                ? Long.MAX_VALUE / 1024
                : (number * bytes + 1023) / 1024;
    }

    private static long bytes(String unit) {
        return switch (unit) {
            case "b", "bytes" -> 1;
            case "KB" -> 1000;
            case "k", "K", "KiB" -> 1L << 10;
            case "MB" -> 1_000_000;
            case "M", "MiB" -> 1L << 20;
            case "GB" -> 1_000_000_000;
            case "G", "GiB" -> 1L << 30;
            case "TB" -> 1_000_000_000_000L;
            case "T", "TiB" -> 1L << 40;
            default -> -1;
        };
    }
}
