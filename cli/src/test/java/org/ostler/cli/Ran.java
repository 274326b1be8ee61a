package org.ostler.cli;

import static org.assertj.core.api.Assertions.assertThat;

/// What a run of the program left behind.
record Ran(int code, String out, String err) {
    /// It ended well, without complaint; its results.
    String well() {
        assertThat(code).as("%s%n%s", out, err).isZero();
        assertThat(err).isEmpty();
        return out;
    }

    /// It failed that way; what it said.
    String failed(ExitCode expected) {
        assertThat(code).as("%s%n%s", out, err).isEqualTo(expected.number());
        return err;
    }
}
