package org.ostler.driver.xen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ostler.api.DomainCapabilitiesRequest;
import org.ostler.api.Plan;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// What a stock virt-install chooses for a Xen host that tells of itself as this driver does: it is
/// given both capabilities documents as files, by the address that its own manual has for that.
@Timeout(120)
class VirtInstallTest {
    private static final Path VIRT_INSTALL = Path.of("/usr/bin/virt-install");

    @TempDir Path directory;
    private XenScene scene;

    @BeforeEach
    void open() {
        assumeTrue(Files.isExecutable(VIRT_INSTALL), "needs virt-install (Debian: virtinst)");
        scene = new XenScene(directory.resolve("state"));
    }

    @AfterEach
    void close() {
        if (scene != null) {
            scene.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "xenfv, --hvm, generic",
        "xenfv, --hvm, linux2022",
        "xenfv, --hvm, win10",
        "xenpv, --paravirt, generic",
        "xenpv, --paravirt, linux2022"
    })
    void choosesNothingThatXenDoesNotHave(String machine, String how, String osinfo)
            throws IOException, InterruptedException {
        String xml = chosen(machine, how, osinfo);
        assertThat(xml)
                .contains("<domain type=\"xen\">", "<graphics type=\"vnc\"")
                .doesNotContain("spice", "virtio", "qxl", "<rng", "<redirdev", "<tpm", "usb-");
        DomainSpec guest = DomainXml.parse(xml).spec();
        assertThat(scene.host().plan(guest).remarks())
                .extracting(Plan.Remark::level)
                .doesNotContain(Plan.Remark.Level.UNSUPPORTED, Plan.Remark.Level.NEEDS);
        assertThat(scene.host().define(guest, Set.of()).name()).isEqualTo("chosen");
    }

    private String chosen(String machine, String how, String osinfo)
            throws IOException, InterruptedException {
        Path host = directory.resolve("host.xml");
        Path guests = directory.resolve("guests.xml");
        Path disk = Files.createFile(directory.resolve("disk.img"));
        Files.writeString(host, scene.host().capabilities().toString());
        Files.writeString(
                guests,
                scene.host()
                        .domainCapabilities(DomainCapabilitiesRequest.USUAL.onMachine(machine))
                        .toString());
        String address =
                "__virtinst_test__test:///default,fakeuri=xen:///system,caps=%s,domcaps=%s"
                        .formatted(host, guests);
        List<String> words =
                new ArrayList<>(List.of(VIRT_INSTALL.toString(), "--connect", address, how));
        words.addAll(List.of("--name", "chosen", "--memory", "512", "--import"));
        words.addAll(List.of("--disk", disk.toString(), "--osinfo", osinfo));
        words.addAll(List.of("--network", "bridge=xenbr0", "--print-xml"));
        Path out = directory.resolve("out.xml");
        Path err = directory.resolve("err.txt");
        ProcessBuilder program =
                new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
        // With a screen it chooses a display; it opens none to print.
        program.environment().put("DISPLAY", ":0");
        program.environment().put("HOME", directory.toString());
        Process run = program.start();
        try {
            assertThat(run.waitFor(90, TimeUnit.SECONDS)).as("virt-install ends").isTrue();
        } finally {
            run.destroyForcibly();
        }
        String xml = Files.readString(out);
        assertThat(xml).as(Files.readString(err)).contains("<domain");
        return xml;
    }
}
