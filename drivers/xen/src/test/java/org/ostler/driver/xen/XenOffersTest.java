package org.ostler.driver.xen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostler.api.DomainCapabilitiesRequest;
import org.ostler.conformance.OfferCheck;
import org.ostler.model.document.DomainCapabilities;
import org.ostler.model.document.Offer;

import java.nio.file.Path;
import java.util.List;

/// What a Xen host offers to guests, over a host that does as it is told.
class XenOffersTest {
    @TempDir Path directory;
    private XenScene scene;
    private OfferCheck check;
    private int names;

    @BeforeEach
    void open() {
        scene = new XenScene(directory);
        check = new OfferCheck(scene.host());
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void whatIsOfferedCanBeDefined() {
        check.kinds().forEach(kind -> check.offeredCanBeDefined(kind, "g" + ++names));
    }

    @Test
    void whatIsNotOfferedIsRefusedOrRemarkedOn() {
        check.kinds().forEach(check::restIsRefusedOrRemarkedOn);
    }

    @Test
    void noGuestIsOfferedSpiceOrADeviceOfQemus() {
        for (String machine : List.of("xenpv", "xenpvh", "xenfv")) {
            DomainCapabilities offered =
                    check.capabilities(DomainCapabilitiesRequest.USUAL.onMachine(machine));
            assertThat(offered.device("graphics").orElseThrow().values("type"))
                    .as(machine)
                    .contains("vnc")
                    .doesNotContain("spice");
            assertThat(offered.device("disk").orElseThrow().values("bus"))
                    .as(machine)
                    .contains("xen")
                    .doesNotContain("virtio", "usb", "sd");
            assertThat(offered.device("video").map(v -> v.values("modelType")).orElse(List.of()))
                    .as(machine)
                    .doesNotContain("virtio", "bochs", "ramfb", "vmvga");
            for (String device : List.of("rng", "filesystem", "tpm", "redirdev", "crypto")) {
                assertThat(offered.device(device).flatMap(Offer::supported))
                        .as(device + " on " + machine)
                        .contains(false);
            }
        }
    }

    @Test
    void fullMachinesHaveDrivesOfPcs() {
        DomainCapabilities offered =
                check.capabilities(DomainCapabilitiesRequest.USUAL.onMachine("xenfv"));
        assertThat(offered.device("disk").orElseThrow().values("bus")).contains("ide", "xen");
        assertThat(offered.device("disk").orElseThrow().values("diskDevice"))
                .containsExactly("disk", "cdrom");
        assertThat(offered.maxVcpus()).hasValue(128);
    }
}
