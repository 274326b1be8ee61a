package org.ostler.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// The one sentence that virsh prints names what is wrong, on Xen too, where a stock libvirtd says
/// "libxenlight failed to create new domain"; the chain behind it names the layers.
@Tag("xen")
class FaultWordsXenTest {
    @TempDir private Path folder;

    private final XenLab lab = XenLab.reach();
    private final Virsh virsh = lab.virsh();

    private Path file(String name, String xml) {
        return SmallGuest.file(folder, name, xml);
    }

    @Test
    void missingKernelIsNamedWithTheOperatingSystemsWords() {
        Path file = file("nokernel", XenKind.PVH.xml("nokernel", "/no/such/vmlinux", ""));
        virsh.run("create", file.toString())
                .failed("/no/such/vmlinux", "No such file or directory");
        assertThat(FaultChain.ofCreate(virsh, file))
                .contains("\"driver\"", "/no/such/vmlinux", "No such file or directory");
        virsh.run("dominfo", "nokernel").failed("failed to get domain");
        assertThat(lab.run("xl", "list").succeeded()).doesNotContain("nokernel");
    }

    @Test
    void missingDiskIsNamedWithTheOperatingSystemsWords() {
        String disk =
                "<disk type='file' device='disk'><source file='/no/such/disk.img'/>"
                        + "<target dev='xvda' bus='xen'/></disk>";
        Path file = file("nodisk", XenKind.PV.xml("nodisk", XenKind.KERNEL, disk));
        virsh.run("create", file.toString()).failed("/no/such/disk.img");
        assertThat(FaultChain.ofCreate(virsh, file)).contains("\"driver\"", "/no/such/disk.img");
        virsh.run("dominfo", "nodisk").failed("failed to get domain");
    }

    @Test
    void guestThatXenCannotBuildIsToldInLibxlsOwnWords() {
        Path file = file("badkernel", XenKind.PVH.xml("badkernel", "/root/guests/disk.img", ""));
        virsh.run("create", file.toString()).failed("badkernel");
        assertThat(FaultChain.ofCreate(virsh, file)).contains("\"driver\"", "\"libxl\"", "ERROR_");
        assertThat(lab.run("xl", "list").succeeded()).doesNotContain("badkernel");
    }

    @Test
    void documentThatIsNotXmlIsRefusedWithItsLine() {
        virsh.run("define", file("torn", "<domain type='xen'>\n  <name>x</domain>\n").toString())
                .failed("not well-formed", "name", "line 2");
    }

    @Test
    void wrongContentIsRefusedWithPlaceAndExpectation() {
        String wrong = XenKind.PVH.xml("wrong").replace("<vcpu>1</vcpu>", "<vcpu>many</vcpu>");
        virsh.run("define", file("wrong", wrong).toString()).failed("vcpu", "many");
        virsh.run("dominfo", "wrong").failed("failed to get domain");
    }
}
