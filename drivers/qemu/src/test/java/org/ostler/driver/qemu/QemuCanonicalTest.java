package org.ostler.driver.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.Plan;
import org.ostler.engine.spi.Canonical;
import org.ostler.model.Address;
import org.ostler.model.Controller;
import org.ostler.model.ControllerType;
import org.ostler.model.Device;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainType;
import org.ostler.model.Memory;

import java.util.List;
import java.util.Optional;

class QemuCanonicalTest {
    private static String disks(int count) {
        StringBuilder xml = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String name = "vd" + (i < 26 ? "" : (char) ('a' + i / 26 - 1)) + (char) ('a' + i % 26);
            xml.append(
                    "<disk type='file'><source file='/%s'/><target dev='%s'/></disk>"
                            .formatted(name, name));
        }
        return xml.toString();
    }

    private static String pci(Device device) {
        Address.Pci a = (Address.Pci) device.address().orElseThrow();
        return "%02x:%02x.%x".formatted(a.bus(), a.slot(), a.function());
    }

    private static Fault refusal(DomainSpec spec) {
        try {
            Guests.canonical(spec);
        } catch (Fault f) {
            return f;
        }
        throw new AssertionError("expected a refusal");
    }

    @Test
    void everyDefaultIsNamedWithItsSource() {
        Canonical c = Guests.canonical(Guests.with("pc", ""));
        assertThat(c.spec().os().machine()).contains("pc-i440fx-7.2");
        assertThat(c.values())
                .contains(
                        new Plan.Value(
                                "/domain/os/type/@machine",
                                "pc-i440fx-7.2",
                                Plan.Provenance.MACHINE,
                                "pc is an alias of pc-i440fx-7.2"))
                .extracting(Plan.Value::path)
                .contains(
                        "/domain/devices/emulator",
                        "/domain/os/type/@arch",
                        "/domain/os/boot/@dev",
                        "/domain/cpu/model",
                        "/domain/devices/memballoon/@model",
                        "/domain/devices/memballoon/address",
                        "/domain/devices/input[@type='mouse']/@bus",
                        "/domain/devices/controller[@type='usb'][@index='0']/@model");
    }

    @ParameterizedTest
    @CsvSource({"pc", "q35"})
    void canonicalFormIsItsOwnCanonicalForm(String machine) {
        Canonical once =
                Guests.canonical(
                        Guests.with(
                                machine,
                                disks(2)
                                        + "<disk device='cdrom' type='file'><target dev='sda'"
                                        + " bus='sata'/></disk><interface type='user'/><serial"
                                        + " type='pty'/><graphics type='vnc'/><channel"
                                        + " type='unix'><target type='virtio'"
                                        + " name='a'/></channel><input type='tablet'"
                                        + " bus='usb'/><video><model type='qxl'/></video>"));
        Canonical twice = Guests.canonical(once.spec());
        assertThat(twice.spec()).isEqualTo(once.spec());
        assertThat(twice.values()).isEmpty();
    }

    @Test
    void i440fxPutsDevicesIntoTheSlotsOfItsBus() {
        DomainSpec spec =
                Guests.canonical(
                                Guests.with(
                                        "pc",
                                        disks(1)
                                                + "<interface type='user'/><graphics"
                                                + " type='vnc'/><rng model='virtio'><backend"
                                                + " model='random'>/dev/urandom</backend></rng>"))
                        .spec();
        assertThat(pci(spec.devices().videos().getFirst())).isEqualTo("00:02.0");
        assertThat(pci(spec.devices().interfaces().getFirst())).isEqualTo("00:03.0");
        assertThat(pci(spec.devices().disks().getFirst())).isEqualTo("00:04.0");
        assertThat(pci(spec.devices().memBalloon().orElseThrow())).isEqualTo("00:05.0");
        assertThat(pci(spec.devices().rngs().getFirst())).isEqualTo("00:06.0");
    }

    @Test
    void fullI440fxGrowsABridgeInItsLastSlot() {
        DomainSpec spec = Guests.canonical(Guests.with("pc", disks(40))).spec();
        Controller bridge =
                spec.devices().controllers().stream()
                        .filter(c -> c.model().equals(Optional.of("pci-bridge")))
                        .findFirst()
                        .orElseThrow();
        assertThat(pci(bridge)).isEqualTo("00:1f.0");
        assertThat(pci(spec.devices().disks().getLast())).startsWith("01:");
        assertThat(spec.devices().disks().stream().map(QemuCanonicalTest::pci))
                .doesNotHaveDuplicates();
    }

    @Test
    void q35GivesEachDeviceARootPortAndKeepsOneToSpare() {
        DomainSpec spec = Guests.canonical(Guests.with("q35", disks(9))).spec();
        List<Controller> ports =
                spec.devices().controllers().stream()
                        .filter(c -> c.model().equals(Optional.of("pcie-root-port")))
                        .toList();
        assertThat(ports)
                .extracting(QemuCanonicalTest::pci)
                .startsWith("00:01.0", "00:01.1")
                .contains("00:01.7", "00:02.0")
                .hasSize(9 + 2 + 1);
        assertThat(spec.devices().disks())
                .extracting(QemuCanonicalTest::pci)
                .allMatch(a -> a.endsWith(":00.0"))
                .doesNotHaveDuplicates();
    }

    @Test
    void conventionalDeviceOnQ35GoesBehindABridge() {
        DomainSpec spec =
                Guests.canonical(
                                Guests.with(
                                        "q35",
                                        "<interface type='user'><model type='e1000'/></interface>"))
                        .spec();
        int bus =
                ((Address.Pci) spec.devices().interfaces().getFirst().address().orElseThrow())
                        .bus();
        assertThat(spec.devices().controllers())
                .anyMatch(
                        c ->
                                c.model().equals(Optional.of("pcie-to-pci-bridge"))
                                        && c.index().orElse(-1) == bus);
    }

    @Test
    void chosenPlacesAreKeptAndOthersGoAroundThem() {
        String chosen =
                "<interface type='user'><address type='pci' domain='0' bus='0' slot='2'"
                        + " function='0'/></interface>";
        DomainSpec spec = Guests.canonical(Guests.with("pc", chosen + disks(1))).spec();
        assertThat(pci(spec.devices().interfaces().getFirst())).isEqualTo("00:02.0");
        assertThat(pci(spec.devices().disks().getFirst())).isEqualTo("00:03.0");
    }

    @Test
    void clashesAreRefusedWithThePlaceAndBothParties() {
        String at = "<address type='pci' domain='0' bus='0' slot='5' function='0'/>";
        Fault f =
                refusal(
                        Guests.with(
                                "pc",
                                "<interface type='user'>"
                                        + at
                                        + "</interface><rng model='virtio'>"
                                        + "<backend model='random'>/dev/random</backend>"
                                        + at
                                        + "</rng>"));
        assertThat(f.code()).isEqualTo(FaultCode.XML_ERROR);
        assertThat(f)
                .hasMessageContaining("Attempted double use of PCI Address 0000:00:05.0")
                .hasMessageContaining("networkinterface")
                .hasMessageContaining("rng");
    }

    @Test
    void placesThatDevicesOfNoTypeTakeAreNotGivenAway() {
        String sound =
                "<sound model='ich6'><address type='pci' domain='0' bus='0' slot='2'"
                        + " function='0'/></sound>";
        DomainSpec spec = Guests.canonical(Guests.with("pc", sound)).spec();
        assertThat(pci(spec.devices().memBalloon().orElseThrow())).isEqualTo("00:03.0");
    }

    @Test
    void usbDevicesBeyondThePortsGetAnotherController() {
        DomainSpec spec =
                Guests.canonical(Guests.with("pc", "<input type='tablet' bus='usb'/>".repeat(3)))
                        .spec();
        assertThat(
                        spec.devices().controllers().stream()
                                .filter(c -> c.type() == ControllerType.USB))
                .hasSize(2);
        assertThat(spec.devices().inputs().get(2).address()).contains(new Address.Usb(1, "1"));
    }

    @Test
    void companionsOfAUsbControllerShareItsSlot() {
        DomainSpec spec =
                Guests.canonical(
                                Guests.with(
                                        "q35",
                                        "<controller type='usb' index='0'"
                                            + " model='ich9-ehci1'/><controller type='usb'"
                                            + " index='0' model='ich9-uhci1'><master"
                                            + " startport='0'/></controller><controller type='usb'"
                                            + " index='0' model='ich9-uhci2'><master"
                                            + " startport='2'/></controller>"))
                        .spec();
        assertThat(
                        spec.devices().controllers().stream()
                                .filter(c -> c.type() == ControllerType.USB))
                .extracting(QemuCanonicalTest::pci)
                .containsExactly("00:1d.7", "00:1d.0", "00:1d.1");
    }

    @Test
    void serialPortAndFirstConsoleAreOne() {
        DomainSpec fromConsole =
                Guests.canonical(Guests.with("pc", "<console type='pty'/>")).spec();
        assertThat(fromConsole.devices().serials()).hasSize(1);
        DomainSpec fromSerial = Guests.canonical(Guests.with("pc", "<serial type='pty'/>")).spec();
        assertThat(fromSerial.devices().consoles()).hasSize(1);
        assertThat(fromSerial.devices().consoles().getFirst().targetType()).contains("serial");
        assertThat(refusal(Guests.with("pc", "<console type='pty'/><console type='pty'/>")))
                .hasMessageContaining("Only the first console can be a serial port");
    }

    @Test
    void memoryIsRoundedUpToWholeMebibytes() {
        DomainSpec spec = Guests.with("pc", "").withMemory(Memory.ofKib(40_000));
        assertThat(Guests.canonical(spec).spec().memory().kib()).isEqualTo(40_960);
    }

    @Test
    void cardAddressesAreTheSameEachTimeAndDifferBetweenCards() {
        DomainSpec spec = Guests.with("pc", "<interface type='user'/><interface type='user'/>");
        List<String> macs =
                Guests.canonical(spec).spec().devices().interfaces().stream()
                        .map(i -> i.mac().orElseThrow().toString())
                        .toList();
        assertThat(macs).allMatch(m -> m.startsWith("52:54:00:")).doesNotHaveDuplicates();
        assertThat(Guests.canonical(spec).spec().devices().interfaces())
                .extracting(i -> i.mac().orElseThrow().toString())
                .isEqualTo(macs);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pc-9.9 | | does not support machine type 'pc-9.9'",
                "microvm | | machine type 'microvm' is not supported by this driver",
                "q35 | <disk type='file'><source file='/x'/><target dev='hda'/></disk> | IDE"
                        + " controllers are unsupported",
                "pc | <disk type='file'><source file='/x'/><target dev='hda'/><readonly/></disk> |"
                        + " readonly ide disks",
                "pc | <disk type='file'><source file='/x'/><target dev='xvda'/></disk> | disk bus"
                        + " 'xen'",
                "pc | <disk type='file'><driver name='qemu' io='native'/><source file='/x'/><target"
                        + " dev='vda'/></disk> | native I/O needs",
                "pc | <disk type='volume' device='lun'><source pool='p' volume='v'/><target"
                        + " dev='sda'/></disk> | device='lun' is only valid",
                "pc | <controller type='usb' index='0'/><controller type='usb' index='0'/> |"
                        + " Multiple 'usb' controllers with index '0'",
                "pc | <graphics type='vnc' port='80' autoport='no'/> | vnc port must be in range",
                "pc | <controller type='usb' model='none'/><input type='tablet' bus='usb'/> | USB"
                        + " is disabled",
            })
    void whatCannotBeIsRefusedInASentence(String machine, String devices, String sentence) {
        assertThat(refusal(Guests.with(machine, devices == null ? "" : devices)))
                .hasMessageContaining(sentence);
    }

    @Test
    void kvmIsRefusedWhereNoGuestRunsUnderIt() {
        DomainSpec kvm = Guests.with("pc", "").withType(DomainType.KVM);
        assertThatThrownBy(() -> Guests.canonical(kvm))
                .hasMessageContaining("domaintype=kvm")
                .hasMessageContaining("/dev/kvm does not exist");
        assertThat(QemuCanonical.of(kvm, Qemu72.WITH_KVM).spec().type()).isEqualTo(DomainType.KVM);
    }

    @Test
    void whatTheModelHasNoTypeForIsNeverDroppedInSilence() {
        Canonical c =
                Guests.canonical(
                        Guests.with(
                                "pc",
                                "<hostdev mode='subsystem' type='pci'><source><address domain='0'"
                                    + " bus='1' slot='0' function='0'/></source></hostdev><sound"
                                    + " model='ich6'/><frobnicator/>"));
        assertThat(c.remarks())
                .extracting(r -> r.level() + " " + r.path())
                .contains(
                        "UNSUPPORTED /domain/devices/hostdev",
                        "IGNORED /domain/devices/sound",
                        "IGNORED /domain/devices/frobnicator");
    }
}
