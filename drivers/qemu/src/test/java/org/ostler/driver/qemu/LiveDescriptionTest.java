package org.ostler.driver.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

class LiveDescriptionTest {
    @Test
    void holesAreFilledWithWhatTheStartTold() throws Exception {
        DomainSpec live =
                QemuCommandLine.live(
                        Guests.canonical(
                                        Guests.with(
                                                "pc",
                                                "<serial type='pty'/><channel type='unix'><target"
                                                        + " type='virtio' name='org.a"
                                                        + " b'/></channel><interface"
                                                        + " type='bridge'><source"
                                                        + " bridge='br0'/></interface><graphics"
                                                        + " type='vnc' autoport='yes'/>"))
                                .spec());
        Json chardevs =
                JsonText.parse(
                        "[{\"label\":\"charserial0\",\"filename\":\"pty:/dev/pts/7\"},{\"label\":\"charmonitor\",\"filename\":\"x\"}]"
                                .getBytes(StandardCharsets.UTF_8));
        DomainSpec filled =
                LiveDescription.of(
                        live,
                        new GuestPaths(Path.of("/run/g")),
                        Map.of("net0.tap", "vnet3", "graphics0.port", "5904"),
                        chardevs);
        assertThat(DomainXml.format(filled).replaceAll(">\\s+<", "><"))
                .contains("<serial type='pty'><source path='/dev/pts/7'/>")
                .contains("<console type='pty' tty='/dev/pts/7'><source path='/dev/pts/7'/>")
                .contains("<source mode='bind' path='/run/g/org.a_b.sock'/>")
                .contains("<target dev='vnet3'/>")
                .contains(
                        "<graphics type='vnc' port='5904' autoport='yes' listen='127.0.0.1'>"
                                + "<listen type='address' address='127.0.0.1'/>");
    }
}
