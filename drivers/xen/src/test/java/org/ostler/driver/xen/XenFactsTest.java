package org.ostler.driver.xen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.xlcfg.Json;
import org.ostler.xlcfg.JsonText;

import java.util.List;

class XenFactsTest {
    private static final Json.Obj VERSION =
            JsonText.parseObject(
                    """
                    {"xen_version_major": 4, "xen_version_minor": 17, "xen_version_extra": ".7", "pagesize": 4096,
                     "capabilities": "xen-3.0-x86_64 hvm-3.0-x86_64 "}\
                    """);

    @Test
    void documentsBecomeFacts() {
        XenFacts facts =
                XenFacts.of(
                        VERSION,
                        host("\"cap_hvm\": true, \"cap_pv\": true, \"cap_hap\": true"),
                        List.of(
                                JsonText.parseObject("{}"),
                                JsonText.parseObject("{\"core\": 1, \"socket\": 4294967295}")),
                        List.of(
                                JsonText.parseObject(
                                        "{\"size\": 2147483648, \"free\": 1073741824, \"dists\":"
                                                + " [10]}")));
        assertThat(facts.version().number()).isEqualTo(4_017_000L);
        assertThat(facts.version().capabilities())
                .containsExactly("xen-3.0-x86_64", "hvm-3.0-x86_64");
        assertThat(facts.memory()).isEqualTo(new XenFacts.Memory(2L << 20, 1L << 20, 0));
        assertThat(facts.cpus())
                .containsExactly(new XenFacts.Cpu(0, 0, 0, 0), new XenFacts.Cpu(1, 1, 0, 0));
        assertThat(facts.nodes())
                .containsExactly(new XenFacts.Node(0, 2L << 20, 1L << 20, List.of(10)));
    }

    @Test
    void liveMigrationNeedsWhatTheTypeOfGuestNeeds() {
        XenFacts.Features debian =
                features("\"cap_hvm\": true, \"cap_pv\": true, \"cap_hap\": true");
        assertThat(debian.obstacleToLiveMigration(XenGuestType.PVH)).isEmpty();
        assertThat(debian.obstacleToLiveMigration(XenGuestType.PV))
                .hasValueSatisfying(why -> assertThat(why).contains("shadow paging"));
        XenFacts.Features shadow = features("\"cap_pv\": true, \"cap_shadow\": true");
        assertThat(shadow.obstacleToLiveMigration(XenGuestType.PV)).isEmpty();
        assertThat(shadow.obstacleTo(XenGuestType.HVM)).isPresent();
    }

    private static XenFacts.Features features(String more) {
        return XenFacts.of(VERSION, host(more), List.of(), List.of()).features();
    }

    private static Json.Obj host(String more) {
        return JsonText.parseObject(
                "{\"nr_cpus\": 2, \"total_pages\": 524288, \"free_pages\": 262144, " + more + "}");
    }
}
