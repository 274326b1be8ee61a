package org.ostler.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// Numbers as people read them in a table.
final class Numbers {
    private static final MathContext THREE_DIGITS = new MathContext(3);
    private static final int GROUPED_FROM = 10_000;

    private Numbers() {}

    /// Three significant digits, no more than are needed to tell two noisy figures apart: `52.4`,
    /// `0.317`, `1,240`, `67,300`.
    static String measured(double value) {
        if (!Double.isFinite(value)) {
            return "?";
        }
        BigDecimal rounded = new BigDecimal(value).round(THREE_DIGITS);
        return rounded.abs().compareTo(BigDecimal.valueOf(GROUPED_FROM)) >= 0
                ? String.format(Locale.ROOT, "%,d", rounded.toBigInteger())
                : rounded.toPlainString();
    }

    /// As it was written down: `0.65`, `20`, `1.5`.
    static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /// Two decimals, as ratios are told: `0.52`; of a tiny one what there is: `0.00231`.
    static String ratio(double value) {
        return value < 0.01 ? measured(value) : String.format(Locale.ROOT, "%.2f", value);
    }
}
