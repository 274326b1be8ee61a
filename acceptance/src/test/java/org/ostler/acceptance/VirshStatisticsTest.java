package org.ostler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What stock virsh and libvirt-python count of a real QEMU guest and of this host: fields and
/// units are those that a stock libvirtd 9.0 gives for the same guest.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VirshStatisticsTest {
    private static final Duration BOOT = Duration.ofSeconds(60);
    private static final long DISK_BYTES = 8 << 20;
    private static final String GUEST = "counted";

    private Path folder;
    private Path disk;
    private Daemon daemon;
    private Virsh virsh;

    @BeforeAll
    void startGuest(@TempDir Path fresh) throws IOException {
        folder = fresh;
        assumeTrue(Programs.installed("virsh"), "virsh is not installed");
        SmallGuest guest = SmallGuest.make();
        disk = folder.resolve("disk.img");
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(DISK_BYTES);
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        String devices =
                """
                <disk type='file' device='disk'>
                  <driver name='qemu' type='raw'/>
                  <source file='%s'/>
                  <target dev='vda' bus='virtio'/>
                </disk>
                <interface type='user'>
                  <mac address='52:54:00:11:22:33'/>
                  <model type='virtio'/>
                </interface>
                """
                        .formatted(disk);
        daemon = Daemon.start(folder);
        virsh = daemon.virsh("qemu:///system");
        Path xml =
                SmallGuest.file(
                        folder, GUEST, bootingFromDisk(guest.xml(GUEST, new UUID(3, 4), devices)));
        virsh.run("define", xml.toString()).succeeded();
        Path still = SmallGuest.file(folder, "still", guest.xml("still", new UUID(3, 5), devices));
        virsh.run("define", still.toString()).succeeded();
        virsh.run("start", GUEST).succeeded();
        Awaitility.await("the guest has read its disk")
                .atMost(BOOT)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> number(stats("--block"), "block.0.rd.bytes") > 0);
    }

    /// Without a kernel of its own the firmware looks for one on the disk, which is to be counted.
    private static String bootingFromDisk(String xml) {
        return xml.replaceAll("(?m)^\\s*<(kernel|initrd|cmdline)>.*\\R", "");
    }

    @AfterAll
    void stopDaemon() {
        if (daemon != null) {
            virsh.run("destroy", GUEST);
            daemon.close();
        }
    }

    private String stats(String group) {
        return virsh.run("domstats", "--raw", group, GUEST).succeeded();
    }

    private static long number(String text, String field) {
        Matcher line = Pattern.compile(Pattern.quote(field) + "=(\\d+)").matcher(text);
        assertThat(line.find()).as("%s in %s", field, text).isTrue();
        return Long.parseLong(line.group(1));
    }

    @Test
    void everyGroupHasLibvirtsFields() {
        String all = virsh.run("domstats", "--raw", GUEST).succeeded();
        assertThat(all)
                .contains("Domain: '" + GUEST + "'", "state.state=1", "state.reason=1")
                .contains("balloon.maximum=98304", "balloon.current=98304")
                .contains("vcpu.current=1", "vcpu.maximum=1", "vcpu.0.state=1")
                .contains(
                        "net.count=1", "balloon.last-update=0", "block.count=1", "block.0.name=vda")
                .contains("block.0.path=" + disk, "block.0.capacity=" + DISK_BYTES);
        assertThat(number(all, "cpu.time"))
                .isGreaterThanOrEqualTo(number(all, "cpu.user") + number(all, "cpu.system"));
        assertThat(number(all, "balloon.rss")).isGreaterThan(20_000);
        assertThat(number(all, "block.0.rd.bytes")).isGreaterThan(number(all, "block.0.rd.reqs"));
        for (String field :
                new String[] {
                    "rd.times", "wr.reqs", "wr.bytes", "wr.times", "fl.reqs", "fl.times"
                }) {
            number(all, "block.0." + field);
        }
        number(all, "block.0.physical");
        number(all, "block.0.allocation");
    }

    @Test
    void domainThatDoesNotRunIsToldFromItsDefinition() {
        String still = virsh.run("domstats", "--raw", "still").succeeded();
        assertThat(still).contains("state.state=5", "balloon.maximum=98304");
        assertThat(still)
                .contains("vcpu.current=1", "block.count=1", "block.0.path=" + disk)
                .doesNotContain("cpu.time");
        assertThat(virsh.run("domstats", "--state", "--list-shutoff").succeeded())
                .contains("'still'")
                .doesNotContain(GUEST);
        assertThat(virsh.run("domblkinfo", "still", "vda").succeeded())
                .containsPattern("Capacity:\\s+" + DISK_BYTES)
                .containsPattern("Allocation:\\s+0")
                .containsPattern("Physical:\\s+" + DISK_BYTES);
        virsh.run("dommemstat", "still").failed("domain is not running");
    }

    @Test
    void partsOfOneGuestAreCounted() {
        assertThat(virsh.run("dommemstat", GUEST).succeeded())
                .contains("actual 98304")
                .containsPattern("rss \\d+");
        assertThat(virsh.run("domblkstat", GUEST, "vda").succeeded())
                .containsPattern("vda rd_req \\d+")
                .containsPattern("vda rd_bytes [1-9]\\d+")
                .containsPattern("vda flush_total_times \\d+")
                .doesNotContain("errs");
        assertThat(virsh.run("domblkstat", GUEST).succeeded()).containsPattern(" rd_bytes [1-9]");
        assertThat(virsh.run("domblkinfo", GUEST, "vda").succeeded())
                .containsPattern("Capacity:\\s+" + DISK_BYTES)
                .containsPattern("Physical:\\s+" + DISK_BYTES);
        virsh.run("domblkstat", GUEST, "vdb").failed("invalid argument: invalid path");
        assertThat(virsh.run("vcpucount", GUEST).succeeded())
                .containsPattern("maximum\\s+live\\s+1");
        assertThat(virsh.run("vcpuinfo", GUEST).succeeded())
                .containsPattern("VCPU:\\s+0")
                .containsPattern("State:\\s+running")
                .containsPattern("CPU Affinity:\\s+[y-]*y");
    }

    @Test
    void hostIsCounted() {
        assertThat(virsh.run("nodecpustats").succeeded())
                .containsPattern("user:\\s+[1-9]\\d+")
                .containsPattern("idle:\\s+[1-9]\\d+");
        assertThat(virsh.run("nodecpustats", "--cpu", "0").succeeded()).containsPattern("system:");
        virsh.run("nodecpustats", "--cpu", "99999").failed("invalid argument");
        assertThat(virsh.run("nodememstats").succeeded())
                .containsPattern("total\\s*:\\s+\\d+ KiB")
                .containsPattern("buffers\\s*:\\s+\\d+ KiB")
                .containsPattern("cached\\s*:\\s+\\d+ KiB");
        assertThat(virsh.run("freecell").succeeded()).containsPattern("Total: \\d+ KiB");
        assertThat(virsh.run("nodecpumap").succeeded()).containsPattern("CPUs online:\\s+[1-9]");
    }

    /// QEMU stopped as a whole answers nothing; what the kernel counts of it is told all the same.
    @Test
    void stuckGuestIsToldWithoutWhatOnlyItKnowsAndHoldsNobodyUp() {
        String qemu = Long.toString(qemu().pid());
        Programs.run(BOOT, "/bin/kill", "-STOP", qemu).succeeded();
        try {
            for (int i = 0; i < 5; i++) {
                long before = System.nanoTime();
                String told = virsh.run("domstats", "--raw").succeeded();
                assertThat(told)
                        .contains("Domain: 'still'", "cpu.time=", "balloon.rss=", "net.count=1")
                        .doesNotContain("block.0.rd.reqs");
                virsh.run("dominfo", "still").succeeded();
                assertThat(Duration.ofNanos(System.nanoTime() - before))
                        .isLessThan(Duration.ofSeconds(3));
            }
            virsh.run("domblkstat", GUEST, "vda").failed("Timed out during operation");
        } finally {
            Programs.run(BOOT, "/bin/kill", "-CONT", qemu).succeeded();
        }
        Awaitility.await("QEMU answers again")
                .atMost(BOOT)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> stats("--block").contains("block.0.rd.reqs="));
    }

    private ProcessHandle qemu() {
        return ProcessHandle.allProcesses()
                .filter(
                        process ->
                                process.info()
                                        .commandLine()
                                        .filter(
                                                line ->
                                                        line.contains("qemu-system")
                                                                && line.contains("guest=" + GUEST))
                                        .isPresent())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void readOnlyConnectionMayAskAll() {
        Virsh reader = daemon.readOnlyVirsh("qemu:///system");
        assertThat(reader.run("domstats", GUEST).succeeded()).contains("block.0.rd.reqs=");
        reader.run("dommemstat", GUEST).succeeded();
        reader.run("domblkstat", GUEST, "vda").succeeded();
        reader.run("vcpuinfo", GUEST).succeeded();
        reader.run("nodecpustats").succeeded();
    }

    @Test
    void pythonCountsAllDomainsInOneCall() throws Exception {
        assumeTrue(
                Programs.run(BOOT, "/usr/bin/python3", "-c", "import libvirt").exitCode() == 0,
                "python3-libvirt is not installed");
        Path script =
                Path.of(
                        Objects.requireNonNull(
                                        VirshStatisticsTest.class.getResource("/count-all.py"),
                                        "the script is not part of the tests")
                                .toURI());
        String said =
                Programs.run(
                                BOOT,
                                "/usr/bin/python3",
                                script.toString(),
                                virsh.uri(),
                                GUEST,
                                disk.toString())
                        .succeeded();
        assertThat(said.lines())
                .contains(
                        "domains ['counted', 'still']",
                        "running ['counted']",
                        "one ['still']",
                        "types int str int",
                        "refused 74",
                        "block " + DISK_BYTES,
                        "memory 98304",
                        "done");
    }
}
