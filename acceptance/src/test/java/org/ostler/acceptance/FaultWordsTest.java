package org.ostler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.UUID;

/// The one sentence that virsh prints is enough to know what to do, and the chain behind it names
/// the layers.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultWordsTest {
    @TempDir private Path folder;

    private Daemon daemon;
    private SmallGuest guest;
    private Virsh virsh;

    @BeforeAll
    void startDaemon(@TempDir Path fresh) {
        folder = fresh;
        assumeTrue(Programs.installed("virsh"), "virsh is not installed");
        guest = SmallGuest.make();
        daemon = Daemon.start(folder);
        virsh = daemon.virsh("qemu:///system");
    }

    @AfterAll
    void stopDaemon() {
        if (daemon != null) {
            daemon.close();
        }
    }

    private String xml(String name) {
        return guest.xml(name, UUID.randomUUID(), "");
    }

    private Path file(String name, String xml) {
        return SmallGuest.file(folder, name, xml);
    }

    private String chain(Path xml) {
        return FaultChain.ofCreate(virsh, xml);
    }

    @Test
    void documentThatIsNotXmlIsRefusedWithItsLine() {
        virsh.run("define", file("torn", "<domain type='qemu'>\n  <name>x</domain>\n").toString())
                .failed("(domain_definition):2: ", "not well-formed", "name", "line 2");
    }

    @Test
    void wrongContentIsRefusedWithPlaceAndExpectation() {
        String wrong = xml("wrong").replace("<vcpu>1</vcpu>", "<vcpu>many</vcpu>");
        virsh.run("define", file("wrong", wrong).toString()).failed("vcpu", "many");
        virsh.run("dominfo", "wrong").failed("failed to get domain");
    }

    @Test
    void unknownDomainTypeIsRefusedWithTheKnownOnes() {
        String wrong = xml("type").replace("type='qemu'", "type='quemu'");
        virsh.run("define", file("type", wrong).toString()).failed("quemu");
    }

    @Test
    void missingDiskIsNamedWithTheOperatingSystemsWords() {
        Path missing = folder.resolve("no-such-disk.img");
        String xml =
                guest.xml(
                        "disk",
                        UUID.randomUUID(),
                        "<disk type='file' device='disk'><source file='"
                                + missing
                                + "'/><target dev='vda' bus='virtio'/></disk>");
        Path file = file("disk", xml);
        virsh.run("create", file.toString())
                .failed(missing.toString(), "No such file or directory");
        assertThat(chain(file)).contains("\"os\"", "ENOENT", missing.toString());
    }

    @Test
    void guestWhoseQemuDiesAtOnceIsToldInQemusOwnWords() {
        String xml =
                xml("huge")
                        .replace(
                                "<memory unit='MiB'>96</memory>",
                                "<memory unit='TiB'>900</memory>");
        Path file = file("huge", xml);
        virsh.run("create", file.toString()).failed("qemu", "memory");
        assertThat(chain(file)).contains("\"driver\"", "\"qemu\"", "memory");
        virsh.run("dominfo", "huge").failed("failed to get domain");
    }
}
