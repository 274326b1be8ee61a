package org.ostler.driver.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.engine.spi.HostDetail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The host's cells from a sysfs of two nodes that the test writes, and from this machine's.
class HostTopologyTest {
    @TempDir private Path sys;

    private void write(String file, String text) throws IOException {
        Path path = sys.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text + "\n");
    }

    @Test
    void cellsHaveTheirProcessorsPagesAndDistances() throws IOException {
        write("kernel/mm/hugepages/hugepages-2048kB/nr_hugepages", "4");
        for (int node = 0; node < 2; node++) {
            String base = "devices/system/node/node" + node + "/";
            write(base + "meminfo", "Node " + node + " MemTotal:    1048576 kB");
            write(base + "cpulist", node == 0 ? "0,2" : "1,3");
            write(base + "distance", node == 0 ? "10 20" : "20 10");
            write(base + "hugepages/hugepages-2048kB/nr_hugepages", node == 0 ? "4" : "0");
        }
        for (int cpu = 0; cpu < 4; cpu++) {
            String base = "devices/system/cpu/cpu" + cpu + "/topology/";
            write(base + "physical_package_id", "" + cpu % 2);
            write(base + "die_id", "0");
            write(base + "core_id", "" + cpu / 2);
            write(base + "thread_siblings_list", "" + cpu);
        }
        HostTopology topology = new HostTopology(sys);
        assertThat(topology.pageSizesKib()).containsExactly(4, 2048);
        assertThat(topology.cells())
                .containsExactly(
                        new HostDetail.Cell(
                                0,
                                1048576,
                                List.of(
                                        new HostDetail.Pages(4, 260096),
                                        new HostDetail.Pages(2048, 4)),
                                List.of(
                                        new HostDetail.Distance(0, 10),
                                        new HostDetail.Distance(1, 20)),
                                List.of(
                                        new HostDetail.Cpu(0, 0, 0, 0, "0"),
                                        new HostDetail.Cpu(2, 0, 0, 1, "2"))),
                        new HostDetail.Cell(
                                1,
                                1048576,
                                List.of(
                                        new HostDetail.Pages(4, 262144),
                                        new HostDetail.Pages(2048, 0)),
                                List.of(
                                        new HostDetail.Distance(0, 20),
                                        new HostDetail.Distance(1, 10)),
                                List.of(
                                        new HostDetail.Cpu(1, 1, 0, 0, "1"),
                                        new HostDetail.Cpu(3, 1, 0, 1, "3"))));
    }

    @Test
    void hostWithoutSysfsTellsNothing() {
        HostTopology topology = new HostTopology(sys.resolve("none"));
        assertThat(topology.cells()).isEmpty();
        assertThat(topology.pageSizesKib()).containsExactly(4);
    }

    @Test
    void kernelsListsAreRead() {
        assertThat(HostTopology.listed("0-2,7,9-10")).containsExactly(0, 1, 2, 7, 9, 10);
        assertThat(HostTopology.listed("")).isEmpty();
        assertThat(HostTopology.listed("0-999999")).hasSize(65_536);
    }
}
