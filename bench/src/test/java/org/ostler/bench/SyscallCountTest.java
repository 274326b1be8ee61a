package org.ostler.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SyscallCountTest {
    @Test
    void summaryOfStraceIsRead() {
        SyscallCount count =
                SyscallCount.of(
                        """
                        % time     seconds  usecs/call     calls    errors syscall
                        ------ ----------- ----------- --------- --------- ----------------
                         90.20    0.012345         308        40           fsync
                          5.00    0.000100          10        10         2 fdatasync
                          4.80    0.000080           4        20           rename
                          0.00    0.000000           0         3         3 renameat2
                        ------ ----------- ----------- --------- --------- ----------------
                        100.00    0.012525                    73         5 total
                        """);
        assertThat(count).isEqualTo(new SyscallCount(50, 23));
    }

    @Test
    void nothingCalledIsNone() {
        assertThat(SyscallCount.of("")).isEqualTo(new SyscallCount(0, 0));
    }
}
