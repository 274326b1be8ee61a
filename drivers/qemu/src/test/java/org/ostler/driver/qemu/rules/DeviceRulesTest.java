package org.ostler.driver.qemu.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ostler.driver.qemu.rules.Definition.ARM;
import static org.ostler.driver.qemu.rules.Definition.PC;
import static org.ostler.driver.qemu.rules.Definition.PSERIES;
import static org.ostler.driver.qemu.rules.Definition.Q35;
import static org.ostler.driver.qemu.rules.Definition.S390;

import org.junit.jupiter.api.Test;

import java.util.EnumSet;
import java.util.Set;

/// What other devices cannot be, and what single QEMUs lack.
final class DeviceRulesTest {
    @Test
    void headlessDrawingIsShownBySomebody() {
        String headless = "<graphics type='egl-headless'/>";
        assertThat(PC.having("<graphics type='sdl'/>" + headless).refusal())
                .startsWith("/domain/devices/graphics[2]")
                .contains("'vnc' or 'spice'");
        assertThat(PC.having("<graphics type='vnc'/>" + headless).refusal()).isEmpty();
        assertThat(PC.having(headless).refusal()).isEmpty();
        String drawing = "<graphics type='spice'><gl enable='yes'/></graphics>";
        assertThat(PC.having(drawing + headless).refusal()).contains("OpenGL");
    }

    @Test
    void videoDevicesAreQemusAndOneIsPrimary() {
        String video = "<video><model type='%s'/></video>";
        assertThat(PC.having(video.formatted("xen")).refusal())
                .startsWith("/domain/devices/video/model");
        assertThat(PC.having(video.formatted("qxl") + video.formatted("vga")).refusal())
                .startsWith("/domain/devices/video[2]/model");
        assertThat(PC.having(video.formatted("vga") + video.formatted("qxl")).refusal()).isEmpty();
        assertThat(PC.having(video.formatted("none") + video.formatted("qxl")).refusal())
                .isNotEmpty();
        assertThat(S390.having(video.formatted("vga")).refusal()).contains("s390x");
    }

    @Test
    void memoryOfVideoIsSaidOfQxlAlone() {
        String video = "<video><model type='%s' vgamem='%d'/></video>";
        assertThat(PC.having(video.formatted("vga", 16384)).refusal()).contains("type='qxl'");
        assertThat(PC.having(video.formatted("qxl", 16384)).refusal()).isEmpty();
        assertThat(PC.having(video.formatted("qxl", 16385)).refusal()).contains("power of two");
    }

    @Test
    void inputDevicesAreOnBusesOfTheBoard() {
        String input = "<input type='keyboard' bus='%s' %s/>";
        assertThat(
                        PC.having(input.formatted("virtio", "model='virtio-non-transitional'"))
                                .refusal())
                .startsWith("/domain/devices/input")
                .contains("'virtio-non-transitional'");
        assertThat(PC.having(input.formatted("virtio", "model='virtio'")).refusal()).isEmpty();
        assertThat(PC.having(input.formatted("ps2", "model='virtio'")).refusal()).isNotEmpty();
        assertThat(S390.having(input.formatted("ps2", "")).refusal()).contains("'ps2'");
    }

    @Test
    void serialPortsAreThoseOfTheBoard() {
        String serial = "<serial type='pty'><target type='%s'>%s</target></serial>";
        String pl011 = serial.formatted("system-serial", "<model name='pl011'/>");
        assertThat(PC.having(serial.formatted("spapr-vio-serial", "")).refusal())
                .startsWith("/domain/devices/serial/target");
        assertThat(PSERIES.having(serial.formatted("spapr-vio-serial", "")).refusal()).isEmpty();
        assertThat(PC.having(pl011).refusal()).contains("'pl011'");
        assertThat(ARM.having(pl011).refusal()).isEmpty();
        assertThat(
                        PC.having(serial.formatted("isa-serial", "<model name='pci-serial'/>"))
                                .refusal())
                .contains("type='pci-serial'");
        assertThat(S390.having("<parallel type='pty'/>").refusal()).contains("parallel");
        assertThat(PC.having("<console type='pty'><target type='sclp'/></console>").refusal())
                .isNotEmpty();
    }

    @Test
    void pathThatIsMadeForTheGuestIsListenedAt() {
        String channel =
                "<channel type='unix'><source mode='connect' path='%s'><reconnect enabled='yes'"
                        + " timeout='10'/></source><target type='virtio' name='x'/></channel>";
        assertThat(PC.having(channel.formatted("/c/domain-old/x")).refusal())
                .startsWith("/domain/devices/channel/source");
        assertThat(PC.having(channel.formatted("/c/mine/x")).refusal()).isEmpty();
        assertThat(PC.having(channel.formatted("/c/mine/x").replace("'10'", "'0'")).refusal())
                .contains("at least 1");
    }

    @Test
    void spiceChannelsNeedSpice() {
        String channel = "<channel type='spicevmc'><target type='virtio'/></channel>";
        assertThat(PC.having(channel).refusal()).contains("type 'spice'");
        assertThat(PC.having(channel + "<graphics type='spice'/>").refusal()).isEmpty();
    }

    @Test
    void panicIsToldAsTheBoardTellsIt() {
        String panic = "<panic model='%s'>%s</panic>";
        assertThat(PC.having(panic.formatted("s390", "")).refusal())
                .startsWith("/domain/devices/panic");
        assertThat(S390.having(panic.formatted("s390", "")).refusal()).isEmpty();
        assertThat(S390.having(panic.formatted("s390", "<address type='ccw'/>")).refusal())
                .contains("no element 'address'");
        assertThat(PC.having(panic.formatted("isa", "<address type='isa'/>")).refusal()).isEmpty();
        assertThat(PC.having("<panic/><panic model='isa'/>").refusal()).isNotEmpty();
    }

    @Test
    void tpmIsOfTheBoardAndThereOnce() {
        String tpm = "<tpm model='%s'><backend type='%s'/></tpm>";
        String proxy = tpm.formatted("spapr-tpm-proxy", "passthrough");
        String own = tpm.formatted("tpm-spapr", "emulator");
        assertThat(PSERIES.having(proxy + own).refusal()).isEmpty();
        assertThat(PSERIES.having(proxy + proxy).refusal()).startsWith("/domain/devices/tpm[2]");
        assertThat(PSERIES.having(proxy.replace("passthrough", "emulator")).refusal())
                .contains("type='passthrough'");
        assertThat(ARM.having(tpm.formatted("tpm-crb", "emulator")).refusal()).isNotEmpty();
        assertThat(PC.having(tpm.formatted("tpm-crb", "emulator")).refusal()).isEmpty();
        assertThat(PC.having("<tpm><backend type='emulator'/></tpm>".repeat(2)).refusal())
                .isNotEmpty();
    }

    @Test
    void iommuIsOfTheBoardAndHasWhatItNeeds() {
        assertThat(PC.having("<iommu model='intel'/>").refusal()).contains("'q35'");
        assertThat(Q35.having("<iommu model='intel'/>").refusal()).isEmpty();
        assertThat(Q35.having("<iommu model='virtio'/>").refusal()).contains("'acpi'");
        assertThat(
                        Q35.with("<features><acpi/></features>")
                                .having("<iommu model='virtio'/>")
                                .refusal())
                .isEmpty();
        String remaps = "<iommu model='intel'><driver intremap='on'/></iommu>";
        assertThat(Q35.having(remaps).refusal()).contains("'ioapic'");
        assertThat(
                        Q35.with("<features><ioapic driver='qemu'/></features>")
                                .having(remaps)
                                .refusal())
                .isEmpty();
        assertThat(Q35.having("<iommu model='intel'/>".repeat(2)).refusal()).isNotEmpty();
    }

    @Test
    void devicesOfTheHostAreLentOnce() {
        String device =
                "<hostdev mode='subsystem' type='pci'><source><address bus='1' slot='%d'"
                        + " function='0'/></source></hostdev>";
        assertThat(PC.having(device.formatted(1) + device.formatted(1)).refusal())
                .startsWith("/domain/devices/hostdev[2]/source/address");
        assertThat(PC.having(device.formatted(1) + device.formatted(2)).refusal()).isEmpty();
        String mediated = "<hostdev type='mdev' model='vfio-pci' display='on'/>";
        assertThat(PC.having(mediated).refusal()).contains("'graphics'");
        assertThat(PC.having(mediated + "<graphics type='vnc'/>").refusal()).isEmpty();
    }

    @Test
    void directoriesAreSharedWithSharedMemory() {
        String folder =
                "<filesystem type='mount'><driver type='virtiofs'/><source dir='/s'/>"
                        + "<target dir='t'/>%s</filesystem>";
        Definition shared = PC.with("<memoryBacking><access mode='shared'/></memoryBacking>");
        assertThat(PC.having(folder.formatted("")).refusal()).contains("mode='shared'");
        assertThat(shared.having(folder.formatted("")).refusal()).isEmpty();
        assertThat(shared.having(folder.formatted("<readonly/>")).refusal()).contains("read-only");
        assertThat(PC.having("<filesystem type='file'/>").refusal()).contains("type='mount'");
    }

    @Test
    void watchdogAndSocketAreThereOnce() {
        assertThat(PC.having("<watchdog model='i6300esb'/>".repeat(2)).refusal()).isNotEmpty();
        assertThat(PC.having("<watchdog model='diag288'/>").refusal()).contains("s390x");
        assertThat(PC.having("<watchdog model='ib700'><address type='pci'/></watchdog>").refusal())
                .isNotEmpty();
        assertThat(PC.having("<vsock model='virtio'><cid address='2'/></vsock>").refusal())
                .contains("at least 3");
    }

    @Test
    void memoryOfSeveralGuestsHasAServerOrASize() {
        String memory = "<shmem name='%s'><model type='%s'/>%s</shmem>";
        assertThat(PC.having(memory.formatted("a", "ivshmem-plain", "<server/>")).refusal())
                .isNotEmpty();
        assertThat(PC.having(memory.formatted("a", "ivshmem-doorbell", "")).refusal())
                .contains("'server'");
        assertThat(PC.having(memory.formatted("a/b", "ivshmem-plain", "")).refusal())
                .contains("'/'");
        assertThat(PC.having(memory.formatted("a", "ivshmem-plain", "")).refusal()).isEmpty();
    }

    @Test
    void cardsHaveWhatTheirTypeHas() {
        String card = "<interface type='%s'><model type='%s'/>%s</interface>";
        assertThat(PC.having(card.formatted("vhostuser", "e1000", "")).refusal())
                .startsWith("/domain/devices/interface")
                .contains("type='virtio'");
        assertThat(PC.having(card.formatted("user", "virtio", "<mtu size='9000'/>")).refusal())
                .isNotEmpty();
        assertThat(
                        PC.having(card.formatted("user", "virtio", "<driver rx_queue_size='300'/>"))
                                .refusal())
                .contains("power of two");
        assertThat(PC.having(card.formatted("user", "e1000", "<driver packed='on'/>")).refusal())
                .isNotEmpty();
        assertThat(PC.having(card.formatted("bridge", "virtio", "<mtu size='9000'/>")).refusal())
                .isEmpty();
    }

    @Test
    void soundIsPlayedByWhatIsThere() {
        String audio = "<audio id='%d' type='none'/>";
        assertThat(PC.having(audio.formatted(1) + audio.formatted(1)).refusal())
                .startsWith("/domain/devices/audio[2]");
        String sound = audio.formatted(1) + "<sound model='ich6'><audio id='%d'/></sound>";
        assertThat(PC.having(sound.formatted(2)).refusal()).contains("'2'");
        assertThat(PC.having(sound.formatted(1)).refusal()).isEmpty();
    }

    @Test
    void smartcardIsThereOnce() {
        assertThat(PC.having("<smartcard mode='host'/>".repeat(2)).refusal()).isNotEmpty();
        assertThat(PC.having("<smartcard mode='host-certificates'/>").refusal())
                .contains("exactly 3");
    }

    @Test
    void whatAQemuLacksIsRefusedByThatQemuAlone() {
        Definition spice = PC.having("<graphics type='spice'/>");
        assertThat(spice.refusalBy(Set.of()))
                .isEqualTo("/domain/devices/graphics: this QEMU does not know Spice");
        assertThat(spice.refusalBy(EnumSet.of(Ability.SPICE))).isEmpty();
        Definition memory = PSERIES.with("<features><htm state='on'/></features>");
        assertThat(memory.refusalBy(Set.of())).startsWith("/domain/features/htm");
        assertThat(memory.refusalBy(EnumSet.of(Ability.HTM))).isEmpty();
        assertThat(PC.refusalBy(Set.of())).isEmpty();
    }

    @Test
    void wordsThatTheFormatDoesNotKnowAreRefused() {
        assertThat(PC.having("<sound model='gong'/>").refusal())
                .startsWith("/domain/devices/sound:")
                .contains("'gong'", "'ac97'");
        assertThat(PC.having("<tpm><backend/></tpm>").refusal()).contains("'type' is missing");
        assertThat(S390.with("<keywrap><cipher name='aes' state='maybe'/></keywrap>").refusal())
                .startsWith("/domain/keywrap/cipher");
        assertThat(S390.with("<keywrap><cipher name='aes' state='on'/></keywrap>").refusal())
                .isEmpty();
        assertThat(PC.having("<shmem/>").refusal()).contains("'name' is missing");
    }

    @Test
    void labelsDoNotContradictThemselves() {
        String label = "<seclabel type='%s' model='selinux' relabel='%s'/>";
        assertThat(PC.with(label.formatted("dynamic", "no")).refusal())
                .startsWith("/domain/seclabel");
        assertThat(PC.with(label.formatted("dynamic", "yes")).refusal()).isEmpty();
        assertThat(PC.with(label.formatted("static", "no")).refusal()).contains("'label'");
        assertThat(PC.with(label.formatted("none", "yes")).refusal()).isNotEmpty();
        assertThat(PC.with(label.formatted("dynamic", "yes").repeat(2)).refusal())
                .startsWith("/domain/seclabel[2]");
    }
}
