package org.ostler.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// What stock virsh 9.0 shows of the test driver's guest and host: the commands that count.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StockVirshStatisticsTest {
    private DaemonFixture daemon;
    private StockVirsh virsh;

    @BeforeAll
    void startDaemon(@TempDir Path folder) throws Exception {
        daemon = DaemonFixture.start(folder);
        virsh = new StockVirsh(daemon.socket());
    }

    @AfterAll
    void stopDaemon() {
        daemon.close();
    }

    private String ok(String command) throws Exception {
        StockVirsh.Outcome outcome = virsh.run(command.split(" "));
        assertThat(outcome.exitCode()).as("%s%n%s", command, outcome.text()).isZero();
        return outcome.text();
    }

    private void fails(String command, String text) throws Exception {
        StockVirsh.Outcome outcome = virsh.run(command.split(" "));
        assertThat(outcome.text()).as(command).contains(text);
        assertThat(outcome.exitCode()).as(command).isEqualTo(1);
    }

    @Test
    void domainsAreCountedByGroups() throws Exception {
        assertThat(ok("domstats --raw"))
                .contains("Domain: 'test'", "  state.state=1", "  balloon.maximum=8388608")
                .containsPattern("cpu.time=\\d+")
                .containsPattern("vcpu.0.time=\\d+");
        assertThat(ok("domstats --state test")).contains("state.reason=").doesNotContain("cpu.");
        assertThat(ok("domstats --list-shutoff")).doesNotContain("test");
        assertThat(ok("domstats --list-running --nowait")).contains("Domain: 'test'");
        assertThat(ok("domstats --enforce --vcpu")).contains("vcpu.current=2");
        fails(
                "domstats --enforce --dirtyrate",
                "argument unsupported: Stats types bits 0x200 are not supported by this daemon");
    }

    @Test
    void oneDomainIsCountedByItsParts() throws Exception {
        assertThat(ok("dommemstat test")).contains("actual ", "rss ", "last_update 627319920");
        assertThat(ok("vcpuinfo test"))
                .containsPattern("VCPU:\\s+0")
                .containsPattern("State:\\s+running")
                .contains("yyyyyyyyyyyyyyyy");
        assertThat(ok("vcpucount test"))
                .containsPattern("maximum\\s+live\\s+2")
                .containsPattern("current\\s+config\\s+2");
        assertThat(ok("cpu-stats --total test")).contains("cpu_time", "user_time", "system_time");
        fails("domblkstat test vdz", "invalid argument: invalid path: vdz");
        fails("domifstat test nothing", "invalid argument: 'nothing' is not a known interface");
    }

    @Test
    void hostCountsItself() throws Exception {
        assertThat(ok("nodecpustats")).containsPattern("user:\\s+9797400000");
        assertThat(ok("nodecpustats --cpu 3")).containsPattern("idle:\\s+87264900000");
        assertThat(ok("nodememstats")).containsPattern("total\\s*:\\s+3145728 KiB");
        assertThat(ok("nodememstats --cell 1")).containsPattern("free\\s*:\\s+4096 KiB");
        assertThat(ok("freecell")).contains("3072 KiB");
        assertThat(ok("freecell --all")).contains("Total:", "6144 KiB");
        assertThat(ok("nodecpumap")).containsPattern("CPUs online:\\s+16");
    }
}
