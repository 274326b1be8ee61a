package org.ostler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/// What a program that was run to its end left behind.
record Outcome(List<String> command, int exitCode, String out, String err) {
    /// It ended well; its standard output.
    String succeeded() {
        assertThat(exitCode).as("%s%n%s%n%s", command, out, err).isZero();
        return out;
    }

    /// It failed, and said why in those words.
    String failed(String... words) {
        assertThat(exitCode).as("%s%n%s%n%s", command, out, err).isEqualTo(1);
        assertThat(err).contains(words);
        return err;
    }
}
