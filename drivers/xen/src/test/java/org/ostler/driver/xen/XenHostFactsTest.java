package org.ostler.driver.xen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.engine.spi.HostFacts;

import java.util.List;

/// What the capabilities document and the node's figures are made of.
class XenHostFactsTest {
    @Test
    void versionHasTheReleaseThatXenSaysOfItself() {
        assertThat(of(".7", true, true).hypervisorVersion()).isEqualTo(4_017_007);
        assertThat(of("-rc2", true, true).hypervisorVersion()).isEqualTo(4_017_000);
        assertThat(of(".2-pre", true, true).hypervisorVersion()).isEqualTo(4_017_002);
    }

    @Test
    void kindsOfGuestsAreThoseThatTheHostCanHave() {
        assertThat(of("", true, true).guests())
                .extracting(HostFacts.GuestKind::osType)
                .containsExactly("xen", "hvm", "xenpvh");
        assertThat(of("", true, false).guests())
                .extracting(HostFacts.GuestKind::osType)
                .containsExactly("xen");
    }

    @Test
    void nodeIsTheWholeMachineAndNotTheControlDomain() {
        HostFacts facts = of("", true, true);
        assertThat(facts.node().memoryKib()).isEqualTo(2_096_624);
        assertThat(facts.node().cpus()).isEqualTo(2);
        assertThat(facts.node().sockets()).isEqualTo(1);
        assertThat(facts.node().cores()).isEqualTo(2);
        assertThat(facts.detail().cells()).hasSize(1);
        assertThat(facts.detail().cells().getFirst().cpus()).hasSize(2);
    }

    private static HostFacts of(String extra, boolean pv, boolean hvm) {
        return XenHostFacts.of(
                new XenFacts(
                        new XenFacts.Version(new XenVersion(4, 17), extra, List.of(), "", "", 4096),
                        new XenFacts.Processors(2, 1, 2, 1, 2_096_000),
                        new XenFacts.Memory(2_096_624, 900_000, 0),
                        new XenFacts.Features(pv, hvm, false, true, false),
                        List.of(new XenFacts.Cpu(0, 0, 0, 0), new XenFacts.Cpu(1, 1, 0, 0)),
                        List.of(new XenFacts.Node(0, 2_097_012, 900_000, List.of(10)))));
    }
}
