package org.ostler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.api.FaultCode;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.stream.Collectors;

/// Every fault has its exit code; numbers do not change.
class ExitCodeTest {
    @Test
    void everyFaultHasAClassAndNoneIsUsage() {
        EnumSet<ExitCode> reached =
                Arrays.stream(FaultCode.values())
                        .map(ExitCode::of)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(ExitCode.class)));
        assertThat(reached)
                .isEqualTo(
                        EnumSet.complementOf(
                                EnumSet.of(
                                        ExitCode.DIFFERENT, ExitCode.USAGE, ExitCode.INTERRUPTED)));
    }

    @Test
    void numbersAreAsDocumented() {
        assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number))
                .containsExactly(0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 130);
        assertThat(ExitCode.of(FaultCode.NO_DOMAIN)).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(ExitCode.of(FaultCode.OPERATION_INVALID)).isEqualTo(ExitCode.CONFLICT);
        assertThat(ExitCode.of(FaultCode.OPERATION_DENIED)).isEqualTo(ExitCode.PERMISSION);
        assertThat(ExitCode.of(FaultCode.NO_CONNECT)).isEqualTo(ExitCode.CONNECTION);
        assertThat(ExitCode.of(FaultCode.NO_SUPPORT)).isEqualTo(ExitCode.UNSUPPORTED);
    }
}
