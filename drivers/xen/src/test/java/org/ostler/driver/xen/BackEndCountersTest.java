package org.ostler.driver.xen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.api.BlockCounter;
import org.ostler.api.DomainStatistics.Block;
import org.ostler.api.DomainStatistics.Interface;
import org.ostler.model.Devices;
import org.ostler.model.DomainXml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What the control domain's kernel counts for guests, from a sysfs as it shows it.
class BackEndCountersTest {
    @TempDir private Path sys;

    private static Devices devices() {
        return DomainXml.parse(
                        """
                        <domain type='xen'>
                          <name>g</name>
                          <memory unit='MiB'>64</memory>
                          <os><type>xen</type></os>
                          <devices>
                            <disk type='block' device='disk'>
                              <source dev='/dev/vg/g'/>
                              <target dev='xvdb' bus='xen'/>
                            </disk>
                            <disk type='file' device='disk'>
                              <source file='/images/q.qcow2'/>
                              <target dev='xvdc' bus='xen'/>
                            </disk>
                            <interface type='bridge'>
                              <source bridge='xenbr0'/>
                            </interface>
                          </devices>
                        </domain>
                        """)
                .spec()
                .devices();
    }

    private void write(String path, String content) throws IOException {
        Path file = sys.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @Test
    void diskIsKnownByTheNumberThatTheGuestSees() {
        assertThat(BackEndCounters.number("xvda")).contains(51_712);
        assertThat(BackEndCounters.number("xvdp")).contains(51_952);
        assertThat(BackEndCounters.number("xvdq")).contains(268_439_552);
        assertThat(BackEndCounters.number("hda")).contains(768);
        assertThat(BackEndCounters.number("hdc")).contains(5_632);
        assertThat(BackEndCounters.number("sdb")).contains(2_064);
        assertThat(BackEndCounters.number("vda")).isEmpty();
    }

    @Test
    void blockBackEndsCountSectorsAndOthersNothing() throws IOException {
        String statistics = "bus/xen-backend/devices/vbd-3-51728/statistics/";
        write(statistics + "rd_req", "10\n");
        write(statistics + "rd_sect", "80\n");
        write(statistics + "wr_req", "4\n");
        write(statistics + "wr_sect", "32\n");
        write(statistics + "oo_req", "1\n");
        List<Block> blocks = new BackEndCounters(sys).disks(3, devices().disks());
        assertThat(blocks.getFirst().counters())
                .containsEntry(BlockCounter.READ_REQUESTS, 10L)
                .containsEntry(BlockCounter.READ_BYTES, 40_960L)
                .containsEntry(BlockCounter.WRITE_BYTES, 16_384L)
                .containsEntry(BlockCounter.ERRORS, 1L)
                .doesNotContainKey(BlockCounter.FLUSH_REQUESTS);
        assertThat(blocks.getLast().counters()).isEmpty();
        assertThat(blocks.getLast().path()).contains("/images/q.qcow2");
    }

    @Test
    void whatTheBackEndSendsTheGuestReceives() throws IOException {
        for (String name :
                List.of(
                        "rx_packets",
                        "rx_errors",
                        "rx_dropped",
                        "tx_packets",
                        "tx_errors",
                        "tx_dropped")) {
            write("class/net/vif3.0/statistics/" + name, "0\n");
        }
        write("class/net/vif3.0/statistics/rx_bytes", "7\n");
        write("class/net/vif3.0/statistics/tx_bytes", "5\n");
        Interface card = new BackEndCounters(sys).cards(3, devices().interfaces()).getFirst();
        assertThat(card.name()).isEqualTo("vif3.0");
        assertThat(card.traffic().orElseThrow().receivedBytes()).isEqualTo(5);
        assertThat(card.traffic().orElseThrow().sentBytes()).isEqualTo(7);
    }
}
