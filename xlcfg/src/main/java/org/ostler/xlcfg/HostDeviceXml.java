package org.ostler.xlcfg;

import org.ostler.model.XmlElement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Devices of the host, and controllers for USB, as a domain's description has them, both ways.
final class HostDeviceXml {
    private HostDeviceXml() {}

    static Optional<Xml> toXml(PciSpec pci) {
        String bdf = pci.bdf().orElse("*");
        if (bdf.endsWith("*")) {
            return Optional.empty();
        }
        int slot = bdf.lastIndexOf(':');
        int bus = bdf.lastIndexOf(':', slot - 1);
        Xml source = Xml.of("source");
        pci.permissive().filter(is -> is).ifPresent(_ -> source.with("writeFiltering", "no"));
        source.add(
                Xml.of("address")
                        .with("domain", "0x" + bdf.substring(0, bus))
                        .with("bus", "0x" + bdf.substring(bus + 1, slot))
                        .with("slot", "0x" + bdf.substring(slot + 1, bdf.indexOf('.')))
                        .with("function", "0x" + bdf.substring(bdf.indexOf('.') + 1)));
        return Optional.of(
                Xml.of("hostdev")
                        .with("mode", "subsystem")
                        .with("type", "pci")
                        .with("managed", pci.seize().orElse(false) ? "yes" : "no")
                        .add(Xml.of("driver").with("name", "xen"))
                        .add(source));
    }

    static Optional<Xml> toXml(UsbDeviceSpec usb) {
        if (usb.hostbus().isEmpty() || usb.hostaddr().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                usb(
                        Xml.of("address")
                                .with("bus", usb.hostbus().get())
                                .with("device", usb.hostaddr().get())));
    }

    private static Xml usb(Xml address) {
        return Xml.of("hostdev")
                .with("mode", "subsystem")
                .with("type", "usb")
                .with("managed", "no")
                .add(Xml.of("source").add(address));
    }

    static Xml toXml(UsbControllerSpec controller, int index) {
        return Xml.of("controller")
                .with("type", "usb")
                .with("index", index)
                .with("model", controller.version().orElse(2L) == 1 ? "qusb1" : "qusb2")
                .with("ports", controller.ports().map(String::valueOf));
    }

    static List<PciSpec> pci(XmlElement devices) {
        var all = new ArrayList<PciSpec>();
        for (XmlElement device : devices.children("hostdev")) {
            if (Xml.is(device, "type", "pci")) {
                source(device).ifPresent(is -> all.add(pci(device, is)));
            }
        }
        for (XmlElement device : devices.children("interface")) {
            if (Xml.is(device, "type", "hostdev")) {
                source(device).ifPresent(is -> all.add(pci(device, is)));
            }
        }
        return all;
    }

    private static Optional<XmlElement> source(XmlElement device) {
        return device.child("source").flatMap(is -> is.child("address"));
    }

    private static PciSpec pci(XmlElement device, XmlElement address) {
        boolean permissive =
                Xml.childAttribute(device, "source", "writeFiltering")
                        .filter("no"::equals)
                        .isPresent();
        String bdf =
                String.format(
                        Locale.ROOT,
                        "%04x:%02x:%02x.%x",
                        Xml.number(address, "domain").orElse(0L),
                        Xml.number(address, "bus").orElse(0L),
                        Xml.number(address, "slot").orElse(0L),
                        Xml.number(address, "function").orElse(0L));
        return new PciSpec(
                Optional.of(bdf),
                Optional.empty(),
                permissive ? Optional.of(true) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    static List<UsbDeviceSpec> usb(XmlElement devices) {
        var all = new ArrayList<UsbDeviceSpec>();
        for (XmlElement device : devices.children("hostdev")) {
            Optional<XmlElement> address =
                    source(device).filter(_ -> Xml.is(device, "type", "usb"));
            address.ifPresent(
                    is ->
                            all.add(
                                    new UsbDeviceSpec(
                                            Optional.empty(),
                                            Xml.number(is, "bus"),
                                            Xml.number(is, "device"),
                                            Optional.empty(),
                                            Optional.empty(),
                                            Map.of())));
        }
        return all;
    }

    static List<UsbControllerSpec> usbControllers(XmlElement devices) {
        var all = new ArrayList<UsbControllerSpec>();
        for (XmlElement controller : devices.children("controller")) {
            String model = controller.attribute("model").orElse("");
            if (Xml.is(controller, "type", "usb") && model.startsWith("qusb")) {
                all.add(
                        new UsbControllerSpec(
                                Optional.of("qusb"),
                                Optional.of(model.equals("qusb1") ? 1L : 2L),
                                Xml.number(controller, "ports"),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of()));
            }
        }
        return all;
    }
}
