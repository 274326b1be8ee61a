package org.ostler.driver.test;

import org.ostler.api.NodeInfo;
import org.ostler.api.Support;
import org.ostler.api.SupportLevel;
import org.ostler.engine.spi.HostDetail;
import org.ostler.engine.spi.HostDetail.Cell;
import org.ostler.engine.spi.HostDetail.Cpu;
import org.ostler.engine.spi.HostDetail.Pages;
import org.ostler.engine.spi.HostFacts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The machine that the test driver pretends to be: the one that libvirt's test driver shows
/// (observed with virsh 9.0: `nodeinfo`, `capabilities`, `version`, `maxvcpus`). Constant.
final class TestHost {
    static final String ARCH = "i686";
    static final int MAX_VCPUS = 32;
    static final String EMULATOR = "/usr/bin/test-hv";

    private static final long HYPERVISOR_VERSION = 2;
    private static final int CPUS_PER_CELL = 8;

    private TestHost() {}

    static HostFacts facts() {
        return new HostFacts(
                new NodeInfo(ARCH, 3_145_728, 16, 1400, 2, 2, 2, 2),
                HYPERVISOR_VERSION,
                MAX_VCPUS,
                Optional.empty(),
                List.of(guests("hvm"), guests("xen")),
                elements(),
                new HostDetail(
                        "",
                        List.of("pae", "nonpae"),
                        List.of(),
                        List.of(4, 8, 2048, 1_048_576),
                        Optional.of(false),
                        List.of(),
                        List.of(cell(0, 2_097_152, 4), cell(1, 4_194_304, 8)),
                        List.of(new HostDetail.SecurityModel("testSecurity", "", List.of()))));
    }

    private static HostFacts.GuestKind guests(String osType) {
        return new HostFacts.GuestKind(
                osType, ARCH, 32, EMULATOR, List.of(), List.of("test"), List.of("pae", "nonpae"));
    }

    private static Cell cell(int id, long memoryKib, int pageKib) {
        List<Cpu> cpus = new ArrayList<>();
        for (int core = 0; core < CPUS_PER_CELL; core++) {
            int cpu = id * CPUS_PER_CELL + core;
            cpus.add(new Cpu(cpu, id, 0, core, Integer.toString(cpu)));
        }
        return new Cell(
                id,
                memoryKib,
                List.of(
                        new Pages(pageKib, memoryKib / pageKib),
                        new Pages(2048, 0),
                        new Pages(1_048_576, 0)),
                List.of(),
                cpus);
    }

    private static List<Support.OfElement> elements() {
        SupportLevel supported = new SupportLevel.Supported();
        return List.of(
                new Support.OfElement("/domain/@type", supported, List.of("test")),
                new Support.OfElement("/domain/os/type", supported, List.of("hvm", "xen")),
                new Support.OfElement("/domain/os/type/@arch", supported, List.of(ARCH)),
                new Support.OfElement("/domain/devices", supported, List.of()));
    }
}
