package org.ostler.driver.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ostler.api.Plan;
import org.ostler.model.Address;
import org.ostler.model.Controller;
import org.ostler.model.DomainSpec;

import java.util.List;
import java.util.Optional;

/// What QEMU wants in a certain order, or said at a certain place, however the definition has it.
class QemuOrderTest {
    private static final String FLOPPY =
            "<disk type='file' device='floppy'><source file='/f'/><target"
                    + " dev='fdb'/><boot order='3'/></disk>";

    private static int at(List<String> words, String part) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).contains(part)) {
                return i;
            }
        }
        throw new AssertionError(part + " is not in " + words);
    }

    private static List<String> words(String machine, String devices) {
        return Guests.arguments(Guests.with(machine, devices)).words();
    }

    @Test
    void controllerOfFloppiesIsToldWhichOneBoots() {
        assertThat(words("pc", FLOPPY))
                .containsSequence("-global", "isa-fdc.bootindexB=3")
                .noneMatch(w -> w.contains("\"floppy\"") && w.contains("bootindex"));
        assertThat(words("q35", FLOPPY))
                .anyMatch(w -> w.contains("\"isa-fdc\"") && w.contains("\"bootindexB\":3"));
    }

    @Test
    void companionsOfAUsbControllerComeAfterIt() {
        List<String> words =
                words(
                        "q35",
                        "<controller type='usb' index='0' model='ich9-uhci1'/><controller"
                                + " type='usb' index='0' model='ich9-ehci1'/><controller"
                                + " type='usb' index='0' model='ich9-uhci3'/>");
        assertThat(at(words, "ich9-usb-ehci1")).isLessThan(at(words, "ich9-usb-uhci1"));
        assertThat(words).anyMatch(w -> w.contains("uhci3") && w.contains("\"firstport\":4"));
    }

    @Test
    void primaryVideoDeviceComesFirst() {
        List<String> words =
                words(
                        "pc",
                        "<video><model type='qxl'/></video><video><model type='qxl'"
                                + " primary='yes'/></video>");
        assertThat(at(words, "\"qxl-vga\"")).isLessThan(at(words, "\"qxl\""));
    }

    @Test
    void socketOfADisplayMayHaveAnEqualsSignInItsPath() {
        assertThat(words("pc", "<graphics type='vnc' socket='/tmp/a=b'/>"))
                .contains("vnc=unix:/tmp/a=b");
    }

    @Test
    void channelsGoToPortsThatTheirControllerHas() {
        DomainSpec spec =
                Guests.canonical(
                                Guests.with(
                                        "pc",
                                        "<controller type='virtio-serial' index='0' ports='3'/>"
                                                + "<channel type='pty'><target type='virtio' name='a'/></channel>"
                                                        .repeat(3)))
                        .spec();
        assertThat(spec.devices().channels())
                .extracting(c -> (Address.VirtioSerial) c.address().orElseThrow())
                .extracting(a -> a.controller() + ":" + a.port())
                .containsExactly("0:1", "0:2", "1:1");
    }

    @Test
    void firstFunctionOfASharedSlotSaysSo() {
        List<String> words =
                words(
                        "pc",
                        "<rng model='virtio'><backend model='random'/><address type='pci'"
                                + " slot='9' function='0'/></rng><rng model='virtio'><backend"
                                + " model='random'/><address type='pci' slot='9'"
                                + " function='1'/></rng>");
        assertThat(words)
                .anyMatch(w -> w.contains("\"addr\":\"0x9\"") && w.contains("multifunction"))
                .anyMatch(w -> w.contains("\"addr\":\"0x9.0x1\"") && !w.contains("multifunction"));
    }

    @ParameterizedTest
    @CsvSource({
        "pc,pci-bridge,0",
        "q35,pcie-root-port,0",
        "q35,dmi-to-pci-bridge,0",
        "q35,pcie-to-pci-bridge,2"
    })
    void bridgeWithoutAddressGetsAPlaceThatNobodyElseHas(String machine, String model, int bus) {
        DomainSpec spec =
                Guests.canonical(
                                Guests.with(
                                        machine,
                                        "<controller type='pci' index='1' model='"
                                                + model
                                                + "'/><interface type='user'/><video><model"
                                                + " type='vga'/></video>"))
                        .spec();
        Controller bridge =
                spec.devices().controllers().stream()
                        .filter(c -> c.model().equals(Optional.of(model)))
                        .findFirst()
                        .orElseThrow();
        Address.Pci place = (Address.Pci) bridge.address().orElseThrow();
        assertThat(place.bus()).isEqualTo(bus);
        assertThat(spec.devices().all().stream().filter(d -> d.address().equals(bridge.address())))
                .hasSize(1);
    }

    @Test
    void usbDriveWithoutMediumIsNoPromise() {
        assertThat(
                        Guests.arguments(
                                        Guests.with(
                                                "pc",
                                                "<disk type='file' device='cdrom'><target"
                                                        + " dev='sda' bus='usb'/></disk>"))
                                .obstacles())
                .extracting(Plan.Remark::reason)
                .containsExactly("QEMU makes no USB drive without a medium");
    }
}
