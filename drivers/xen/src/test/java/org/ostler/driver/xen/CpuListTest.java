package org.ostler.driver.xen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class CpuListTest {
    @Test
    void rangesAndExceptionsAreRead() {
        assertThat(CpuList.parse("0-3,^2,7")).contains(List.of(0, 1, 3, 7));
    }

    @Test
    void whatIsNoListGivesNothing() {
        for (String text : List.of("", "a", "3-1", "-1", "0-99999", "4096", "^0")) {
            assertThat(CpuList.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void shortestSpellingIsWritten() {
        assertThat(CpuList.format(List.of(0, 1, 2, 5, 7, 8))).isEqualTo("0-2,5,7-8");
    }
}
