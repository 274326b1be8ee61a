package org.ostler.driver.qemu.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ostler.driver.qemu.rules.Definition.ARM;
import static org.ostler.driver.qemu.rules.Definition.PC;
import static org.ostler.driver.qemu.rules.Definition.PSERIES;
import static org.ostler.driver.qemu.rules.Definition.Q35;
import static org.ostler.driver.qemu.rules.Definition.S390;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What PCI, USB and channels cannot be.
final class PciRulesTest {
    private static String controller(int index, String model, String inside) {
        return "<controller type='pci' index='"
                + index
                + "' model='"
                + model
                + "'>"
                + inside
                + "</controller>";
    }

    private static String at(int bus, int slot, int function) {
        return "<address type='pci' bus='%d' slot='%d' function='%d'/>"
                .formatted(bus, slot, function);
    }

    private static String balloon(int bus, int slot, int function) {
        return "<memballoon model='virtio'>" + at(bus, slot, function) + "</memballoon>";
    }

    @Test
    void rootIsThatOfTheBoard() {
        assertThat(Q35.having(controller(0, "pci-root", "")).refusal())
                .startsWith("/domain/devices/controller:")
                .contains("model='pcie-root'");
        assertThat(PC.having(controller(0, "pcie-root", "")).refusal()).contains("'pci-root'");
        assertThat(ARM.having(controller(0, "pcie-root", "")).refusal()).isEmpty();
        assertThat(PC.having(controller(1, "pci-root", "")).refusal()).contains("index 0");
        assertThat(PSERIES.having(controller(1, "pci-root", "")).refusal()).isEmpty();
        assertThat(Definition.of("ppc", "g3beige").having(controller(0, "pcie-root", "")).refusal())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "pcie-root-port, dmi-to-pci-bridge, 0, no",
        "pcie-root-port, pcie-switch-upstream-port, 0, yes",
        "pcie-root-port, pcie-root-port, 0, no",
        "pcie-switch-upstream-port, pcie-switch-downstream-port, 5, yes",
        "pcie-root-port, pcie-switch-downstream-port, 0, no",
        "dmi-to-pci-bridge, pci-bridge, 1, yes",
        "pcie-root-port, pcie-expander-bus, 0, no",
        "pcie-expander-bus, pcie-root-port, 0, yes"
    })
    void controllersArePluggedIntoThoseThatTakeThem(
            String below, String model, int slot, String taken) {
        String refusal =
                Q35.having(controller(0, "pcie-root", ""))
                        .having(controller(1, below, ""))
                        .having(controller(2, model, at(1, slot, 0)))
                        .refusal();
        if (taken.equals("yes")) {
            assertThat(refusal).isEmpty();
        } else {
            assertThat(refusal)
                    .startsWith("/domain/devices/controller[3]/address")
                    .contains("takes no '" + model + "'");
        }
    }

    @Test
    void slotsAreThoseOfTheBus() {
        Definition port = Q35.having(controller(1, "pcie-root-port", ""));
        assertThat(port.having(balloon(1, 0, 0)).refusal()).isEmpty();
        assertThat(port.having(balloon(1, 1, 0)).refusal()).contains("from 0 to 0");
        Definition bridge = PC.having(controller(1, "pci-bridge", ""));
        assertThat(bridge.having(balloon(1, 0, 0)).refusal()).contains("from 1 to 31");
        assertThat(bridge.having(balloon(1, 1, 0)).refusal()).isEmpty();
        Definition ports = Q35.having(controller(1, "pcie-switch-upstream-port", ""));
        assertThat(ports.having(balloon(1, 1, 0)).refusal()).contains("no such device");
    }

    @Test
    void placesAreTakenOnceAlsoByTheBoard() {
        assertThat(PC.having(balloon(0, 1, 0)).refusal())
                .startsWith("/domain/devices/memballoon/address")
                .contains("the ISA bridge");
        assertThat(PC.having("<controller type='ide' index='0'/>" + balloon(0, 1, 1)).refusal())
                .contains("0000:00:01.1", "the IDE controller");
        assertThat(PC.having(balloon(0, 1, 4)).refusal()).isEmpty();
        assertThat(Q35.having(balloon(0, 31, 0)).refusal()).contains("the LPC bridge");
        String random = "<rng model='virtio'>" + at(0, 3, 0) + "</rng>";
        assertThat(PC.having(balloon(0, 3, 0) + random).refusal()).contains("another device");
        assertThat(PC.having(balloon(0, 3, 1) + random).refusal()).isEmpty();
    }

    @Test
    void domainOfPciIsZero() {
        String far = balloon(0, 3, 0).replace("type='pci'", "type='pci' domain='1'");
        assertThat(PC.having(far).refusal()).contains("domain='0x0000'");
    }

    @Test
    void rootPortsAreCounted() {
        String port = "<controller type='pci' model='pcie-root-port'/>";
        assertThat(Q35.having(port.repeat(240)).refusal()).isEmpty();
        assertThat(Q35.having(port.repeat(241)).refusal())
                .startsWith("/domain/devices/controller[241]")
                .contains("at most 240");
    }

    @Test
    void expandersAreOnTheirBoardsAndTheirNodesAreThere() {
        assertThat(PC.having(controller(1, "pcie-expander-bus", "")).refusal()).isNotEmpty();
        assertThat(Q35.having(controller(1, "pci-expander-bus", "")).refusal()).isNotEmpty();
        String expander = controller(1, "pci-expander-bus", "<target><node>1</node></target>");
        assertThat(PC.having(expander).refusal())
                .startsWith("/domain/devices/controller/target/node");
        String numa = "<cpu><numa><cell cpus='0-3'/><cell cpus='4-7'/></numa></cpu>";
        assertThat(PC.with(numa).having(expander).refusal()).isEmpty();
    }

    @Test
    void optionsOfControllersAreInTheirRange() {
        assertThat(PC.having(controller(1, "pci-bridge", "<target chassisNr='0'/>")).refusal())
                .contains("from 1 to 255");
        assertThat(PC.having(controller(1, "pci-bridge", "<target busNr='5'/>")).refusal())
                .contains("no attribute 'busNr'");
        assertThat(Q35.having(controller(0, "pcie-root", "<target hotplug='off'/>")).refusal())
                .contains("no attribute 'hotplug'");
        assertThat(PC.having(controller(0, "pci-root", "<target hotplug='off'/>")).refusal())
                .isEmpty();
    }

    @Test
    void portsOfUsbAreTakenOnceAndAreThere() {
        String hub = "<hub type='usb'><address type='usb' bus='0' port='1'/></hub>";
        String mouse =
                "<input type='mouse' bus='usb'><address type='usb' bus='0' port='%s'/></input>";
        assertThat(PC.having(hub + mouse.formatted("1")).refusal())
                .startsWith("/domain/devices/input/address")
                .contains("port 1 of bus 0");
        assertThat(PC.having(hub + mouse.formatted("1.3")).refusal()).isEmpty();
        assertThat(PC.having(hub + mouse.formatted("1.9")).refusal()).contains("from 1 to 8");
        assertThat(PC.having(mouse.formatted("1.1")).refusal()).contains("no hub");
        String controller = "<controller type='usb' index='0' model='piix3-uhci'/>";
        assertThat(PC.having(controller + mouse.formatted("3")).refusal()).contains("from 1 to 2");
    }

    @Test
    void controllersOfUsbHaveFifteenPortsAtMost() {
        String xhci = "<controller type='usb' model='qemu-xhci' ports='%d'/>";
        assertThat(PC.having(xhci.formatted(16)).refusal()).contains("at most 15");
        assertThat(PC.having(xhci.formatted(15)).refusal()).isEmpty();
    }

    @Test
    void devicesOnUsbNeedUsb() {
        String none = "<controller type='usb' model='none'/>";
        assertThat(PC.having(none + "<sound model='usb'/>").refusal())
                .startsWith("/domain/devices/sound");
        assertThat(PC.having(none + "<input type='tablet' bus='usb'/>").refusal()).isNotEmpty();
        assertThat(PC.having(none + "<sound model='ich6'/>").refusal()).isEmpty();
    }

    @Test
    void mainframesNumbersOfPciAreTheirsAndTakenOnce() {
        String device =
                "<memballoon model='virtio'><address type='pci'><zpci uid='%s' fid='1'/></address>"
                        + "</memballoon>";
        assertThat(PC.having(device.formatted("1")).refusal())
                .startsWith("/domain/devices/memballoon/address/zpci")
                .contains("an s390x guest");
        assertThat(S390.having(device.formatted("0")).refusal()).contains("0x0001");
        assertThat(S390.having(device.formatted("0x10000")).refusal()).isNotEmpty();
        assertThat(S390.having(device.formatted("1")).refusal()).isEmpty();
        assertThat(S390.having(device.formatted("1") + device.formatted("2")).refusal())
                .contains("same number");
    }

    @Test
    void channelsAreTheMainframesAndTakenOnce() {
        String device =
                "<memballoon model='virtio'><address type='ccw' cssid='0xfe' ssid='0' devno='1'/>"
                        + "</memballoon>";
        assertThat(PC.having(device).refusal()).contains("no channels");
        assertThat(S390.having(device).refusal()).isEmpty();
        assertThat(S390.having(device + device).refusal()).contains("on the channel");
    }

    @Test
    void registersOfPseriesAreTakenOnce() {
        String scsi =
                "<controller type='scsi' index='%d' model='ibmvscsi'>"
                        + "<address type='spapr-vio' reg='0x2000'/></controller>";
        assertThat(PSERIES.having(scsi.formatted(0)).refusal()).isEmpty();
        assertThat(PSERIES.having(scsi.formatted(0) + scsi.formatted(1)).refusal())
                .startsWith("/domain/devices/controller[2]/address");
    }
}
