package org.ostler.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.ostler.model.diff.DomainChange;
import org.ostler.model.diff.DomainDiff;
import org.ostler.model.diff.Effect;
import org.ostler.model.diff.LiveCall;

import java.util.List;
import java.util.Optional;

/// What differs between two domains, where, and when it can take effect.
final class DomainDiffTest {
    private static final String GUEST =
            """
            <domain type='qemu'>
              <name>web</name>
              <uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid>
              <memory unit='KiB'>2097152</memory>
              <currentMemory unit='KiB'>1048576</currentMemory>
              <vcpu current='2'>4</vcpu>
              <os><type arch='x86_64' machine='pc'>hvm</type></os>
              <devices>
                <disk type='file' device='disk'>
                  <source file='/a.img'/><target dev='vda' bus='virtio'/>
                </disk>
                <disk type='file' device='cdrom'>
                  <source file='/a.iso'/><target dev='sda' bus='sata'/>
                </disk>
                <interface type='bridge'>
                  <mac address='52:54:00:00:00:01'/><source bridge='br0'/><model type='virtio'/>
                </interface>
                <graphics type='vnc' passwd='old'/>
                <video><model type='vga'/></video>
              </devices>
            </domain>
            """;
    private static final String DISK = "/domain/devices/disk[target/@dev='vda']";
    private static final String CDROM = "/domain/devices/disk[target/@dev='sda']";
    private static final String CARD =
            "/domain/devices/interface[mac/@address='52:54:00:00:00:01']";

    private static DomainSpec spec(String xml) {
        return DomainXml.parse(xml).spec();
    }

    private static List<DomainChange> changed(String what, String with) {
        assertThat(GUEST).contains(what);
        return DomainDiff.of(spec(GUEST), spec(GUEST.replace(what, with))).changes();
    }

    private static Tuple change(String path, String before, String after, Effect effect) {
        return tuple(path, Optional.of(before), Optional.of(after), effect);
    }

    private static void assertOnly(List<DomainChange> changes, Tuple... expected) {
        assertThat(changes)
                .extracting(
                        DomainChange::path,
                        DomainChange::before,
                        DomainChange::after,
                        DomainChange::effect)
                .containsExactly(expected);
    }

    @Test
    void nameIdentityAndHypervisorMakeAnotherGuest() {
        assertOnly(
                changed("<name>web", "<name>db"),
                change("/domain/name", "web", "db", Effect.NEVER));
        assertOnly(
                changed("<domain type='qemu'", "<domain type='kvm'"),
                change("/domain/@type", "qemu", "kvm", Effect.NEVER));
        assertThat(changed("6695eb01", "7795eb01"))
                .extracting(DomainChange::path, DomainChange::effect)
                .containsExactly(tuple("/domain/uuid", Effect.NEVER));
    }

    @Test
    void deviceIsFoundByWhatItIsAndNotByItsPlace() {
        String one = GUEST.substring(GUEST.indexOf("    <disk type='file' device='disk'"));
        String disk = one.substring(0, one.indexOf("    <disk type='file' device='cdrom'"));
        String moved =
                GUEST.replace(disk, "")
                        .replace("    <interface", disk.replace("/a.img", "/b.img") + "<interface");
        assertOnly(
                DomainDiff.of(spec(GUEST), spec(moved)).changes(),
                change(DISK + "/source/@file", "/a.img", "/b.img", Effect.NEXT_START));
    }

    @Test
    void otherTargetIsAnotherDisk() {
        List<DomainChange> changes = changed("dev='vda'", "dev='vdb'");
        assertThat(changes)
                .extracting(DomainChange::path, DomainChange::kind, DomainChange::effect)
                .containsExactly(
                        tuple(DISK, DomainChange.Kind.REMOVED, Effect.NOW),
                        tuple(DISK.replace("vda", "vdb"), DomainChange.Kind.ADDED, Effect.NOW));
        assertThat(changes.getFirst().call()).contains(LiveCall.DETACH_DEVICE);
        assertThat(changes.getLast().call()).contains(LiveCall.ATTACH_DEVICE);
        assertThat(changes.getFirst().before().orElseThrow())
                .startsWith("<disk type='file' device='disk'>")
                .contains("<source file='/a.img'/>")
                .doesNotContain("\n");
    }

    @Test
    void mediaAreChangedNowAndDisksAreNot() {
        assertOnly(
                changed("/a.iso", "/b.iso"),
                change(CDROM + "/source/@file", "/a.iso", "/b.iso", Effect.NOW));
        assertThat(changed("<source file='/a.iso'/>", ""))
                .extracting(DomainChange::path, DomainChange::effect)
                .containsExactly(tuple(CDROM + "/source/@file", Effect.NOW));
        assertThat(changed("/a.img", "/b.img"))
                .extracting(DomainChange::effect, DomainChange::reason)
                .containsExactly(
                        tuple(
                                Effect.NEXT_START,
                                "a disk that is no CD-ROM or floppy keeps its source"));
    }

    @Test
    void memoryAndProcessorsMoveWithinWhatTheGuestBeganWith() {
        assertOnly(
                changed(">1048576<", ">2097152<"),
                change("/domain/currentMemory", "1048576", "2097152", Effect.NOW));
        assertOnly(
                changed("current='2'", "current='3'"),
                change("/domain/vcpu/@current", "2", "3", Effect.NOW));
        String larger =
                GUEST.replace(">2097152<", ">4194304<")
                        .replace(">1048576<", ">4194304<")
                        .replace("current='2'>4<", "current='5'>8<");
        assertThat(DomainDiff.of(spec(GUEST), spec(larger)).changes())
                .hasSize(4)
                .allSatisfy(c -> assertThat(c.effect()).isEqualTo(Effect.NEXT_START));
    }

    @Test
    void cableNetworkPasswordAndWordsAreChangedNow() {
        assertOnly(
                changed("passwd='old'", "passwd='new'"),
                change("/domain/devices/graphics[@type='vnc']/@passwd", "old", "new", Effect.NOW));
        assertOnly(
                changed("bridge='br0'", "bridge='br1'"),
                change(CARD + "/source/@bridge", "br0", "br1", Effect.NOW));
        assertThat(changed("<model type='virtio'/>", "<model type='virtio'/><link state='down'/>"))
                .extracting(DomainChange::path, DomainChange::after, DomainChange::effect)
                .containsExactly(tuple(CARD + "/link/@state", Optional.of("down"), Effect.NOW));
        assertThat(changed("<memory ", "<title>t</title><metadata><a/></metadata><memory "))
                .extracting(DomainChange::path, DomainChange::effect)
                .containsExactly(
                        tuple("/domain/title", Effect.NOW),
                        tuple("/domain/metadata/a", Effect.NOW));
        assertThat(changed("model type='virtio'", "model type='e1000'"))
                .extracting(DomainChange::effect)
                .containsExactly(Effect.NEXT_START);
    }

    @Test
    void unknownElementsAttributesAndCommentsAreCompared() {
        assertThat(changed("<video>", "<!-- mine --><odd a='1'><b>x</b></odd><video heads='2'>"))
                .extracting(DomainChange::path, DomainChange::after)
                .containsExactlyInAnyOrder(
                        tuple("/domain/devices/comment()", Optional.of(" mine ")),
                        tuple("/domain/devices/odd", Optional.of("<odd a='1'><b>x</b></odd>")),
                        tuple("/domain/devices/video/@heads", Optional.of("2")));
    }

    @Test
    void orderOfAttributesAndPrefixesOfNamespacesAreNoDifference() {
        String one = "<metadata><a:x xmlns:a='urn:m' p='1' q='2'><u/><v/></a:x></metadata>";
        String other = "<metadata><b:x q='2' xmlns:b='urn:m' p='1'><v/><u/></b:x></metadata>";
        assertThat(
                        DomainDiff.of(
                                        spec(GUEST.replace("<memory ", one + "<memory ")),
                                        spec(GUEST.replace("<memory ", other + "<memory ")))
                                .changes())
                .isEmpty();
    }

    @Test
    void deviceWithoutNameIsFoundByAliasAddressAndContent() {
        String a = "<rng model='virtio'><backend model='random'>/dev/random</backend>";
        String b = "<rng model='virtio'><backend model='random'>/dev/hwrng</backend>";
        String alias = "<alias name='ua-r'/></rng>";
        String one = GUEST.replace("<video>", a + "</rng>" + b + alias + "<video>");
        String other =
                GUEST.replace(
                        "<video>", b.replace("hwrng", "urandom") + alias + a + "</rng><video>");
        assertOnly(
                DomainDiff.of(spec(one), spec(other)).changes(),
                change(
                        "/domain/devices/rng[alias/@name='ua-r']/backend",
                        "/dev/hwrng",
                        "/dev/urandom",
                        Effect.NEXT_START));
    }

    @Test
    void interfaceThatHasNoMacYetIsTheOneThatHas() {
        assertThat(changed("<mac address='52:54:00:00:00:01'/>", ""))
                .extracting(DomainChange::path, DomainChange::kind)
                .containsExactly(tuple(CARD + "/mac/@address", DomainChange.Kind.REMOVED));
    }

    @Test
    void whatAHostHasNoCallForWaitsForTheNextStart() {
        DomainDiff diff =
                DomainDiff.of(
                        spec(GUEST),
                        spec(GUEST.replace("/a.iso", "/b.iso").replace(">1048576<", ">524288<")));
        DomainDiff narrowed = diff.narrowed(call -> call == LiveCall.SET_MEMORY);
        assertThat(narrowed.changes(Effect.NOW))
                .extracting(DomainChange::path)
                .containsExactly("/domain/currentMemory");
        assertThat(narrowed.changes(Effect.NEXT_START))
                .extracting(DomainChange::reason)
                .containsExactly("this host does not have virDomainUpdateDeviceFlags");
    }
}
