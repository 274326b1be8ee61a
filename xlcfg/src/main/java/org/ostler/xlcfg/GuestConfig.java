package org.ostler.xlcfg;

import org.ostler.model.XmlElement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// A domain's description as a struct, options in the order in which libvirt writes them.
final class GuestConfig {
    private final XmlElement domain;
    private final XmlElement devices;
    private final XlDialect dialect;
    private final GuestKind kind;

    GuestConfig(XmlElement domain, XlDialect dialect) {
        this.domain = domain;
        this.devices = domain.child("devices").orElse(Xml.of("devices").build());
        this.dialect = dialect;
        this.kind = GuestKind.of(domain);
    }

    XlConfig config() {
        long now = vcpus("current").orElse(vcpus("").orElse(1L));
        long most = vcpus("").orElse(1L);
        XlConfig config =
                XlConfig.EMPTY
                        .with(XlOptions.NAME, Xml.childText(domain, "name"))
                        .with(XlOptions.UUID, Xml.childText(domain, "uuid"))
                        .with(XlOptions.MAXMEM, mib("memory"))
                        .with(XlOptions.MEMORY, mib("currentMemory"))
                        .with(XlOptions.VCPUS, now)
                        .with(XlOptions.MAXVCPUS, now < most ? Optional.of(most) : Optional.empty())
                        .with(XlOptions.CPUS, cpus(most));
        config = FeatureXml.clock(domain, FeatureXml.toConfig(domain, config));
        config =
                config.with(XlOptions.ON_POWEROFF, Xml.childText(domain, "on_poweroff"))
                        .with(XlOptions.ON_REBOOT, Xml.childText(domain, "on_reboot"))
                        .with(XlOptions.ON_CRASH, Xml.childText(domain, "on_crash"));
        config = screens(config).with(XlDeviceOptions.VIF, list(nics()));
        config = config.with(XlDeviceOptions.PCI, list(HostDeviceXml.pci(devices)));
        config = ports(config);
        config = BootXml.toConfig(domain, config, dialect);
        config =
                controllers(config)
                        .with(XlHvmOptions.CPUID, CpuXml.cpuid(domain))
                        .with(XlOptions.VNUMA, CpuXml.nodes(domain))
                        .with(XlDeviceOptions.DISK, list(disks()));
        config = spice(config);
        return inputs(config)
                .with(XlDeviceOptions.USBCTRL, list(HostDeviceXml.usbControllers(devices)))
                .with(XlDeviceOptions.USBDEV, list(HostDeviceXml.usb(devices)))
                .with(XlDeviceOptions.CHANNEL, list(channels()))
                .with(XlHvmOptions.DEVICE_MODEL_ARGS, arguments());
    }

    private static <T> Optional<List<T>> list(List<T> some) {
        return some.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(some));
    }

    private Optional<Long> vcpus(String attribute) {
        return attribute.isEmpty()
                ? Xml.childText(domain, "vcpu").map(Long::parseLong)
                : domain.child("vcpu").flatMap(is -> Xml.number(is, attribute));
    }

    /// MiB, rounded up, so that the guest gets at least what it was promised.
    private Optional<Long> mib(String element) {
        return Xml.childText(domain, element).map(Long::parseLong).map(kib -> (kib + 1023) >> 10);
    }

    private Optional<CpuPins> cpus(long most) {
        List<XmlElement> pins =
                domain.child("cputune").map(is -> is.children("vcpupin")).orElse(List.of());
        Optional<String> all = Xml.childAttribute(domain, "vcpu", "cpuset");
        if (pins.isEmpty() || most > 4096) {
            return all.map(CpuPins::all);
        }
        var sets = new ArrayList<String>();
        for (long i = 0; i < most; i++) {
            sets.add(all.orElse("all"));
        }
        for (XmlElement pin : pins) {
            long vcpu = Xml.number(pin, "vcpu").orElse(most);
            if (vcpu >= 0 && vcpu < most) {
                sets.set((int) vcpu, pin.attribute("cpuset").orElse("all"));
            }
        }
        return Optional.of(CpuPins.each(sets));
    }

    private XlConfig screens(XlConfig config) {
        if (kind != GuestKind.HVM) {
            return config.with(
                    XlDeviceOptions.VFB,
                    list(
                            devices.children("graphics").stream()
                                    .map(DisplayXml::vfb)
                                    .limit(1)
                                    .toList()));
        }
        XlConfig all =
                config.with(XlHvmOptions.DEVICE_MODEL_OVERRIDE, Xml.childText(devices, "emulator"));
        return DisplayXml.toConfig(screens(false), all);
    }

    private XlConfig spice(XlConfig config) {
        if (kind != GuestKind.HVM) {
            return config;
        }
        return video(DisplayXml.toConfig(screens(true), config));
    }

    private List<XmlElement> screens(boolean spice) {
        return devices.children("graphics").stream()
                .filter(is -> Xml.is(is, "type", "spice") == spice)
                .toList();
    }

    private XlConfig video(XlConfig config) {
        Optional<XmlElement> model = devices.child("video").flatMap(is -> is.child("model"));
        if (model.isEmpty() || Xml.is(model.get(), "type", "cirrus")) {
            Optional<Long> kib =
                    model.flatMap(is -> Xml.number(is, "vram")).filter(is -> is != 8192);
            return config.with(XlHvmOptions.VIDEORAM, kib.map(is -> is >> 10));
        }
        String type = model.get().attribute("type").orElse("");
        Optional<Long> kib = Xml.number(model.get(), "vram").filter(is -> is != 16384);
        return config.with(
                        XlHvmOptions.VGA,
                        switch (type) {
                            case "vga" -> Optional.of("stdvga");
                            case "qxl", "none" -> Optional.of(type);
                            default -> Optional.empty();
                        })
                .with(XlHvmOptions.VIDEORAM, kib.map(is -> is >> 10));
    }

    private List<NicSpec> nics() {
        return devices.children("interface").stream()
                .filter(is -> !Xml.is(is, "type", "hostdev"))
                .map(is -> NicXml.toSpec(is, kind == GuestKind.HVM))
                .toList();
    }

    private List<DiskSpec> disks() {
        return devices.children("disk").stream()
                .filter(is -> !Xml.is(is, "device", "floppy"))
                .map(is -> DiskXml.toSpec(is, dialect))
                .toList();
    }

    private XlConfig ports(XlConfig config) {
        if (kind != GuestKind.HVM) {
            return config;
        }
        List<String> parallels = words("parallel");
        List<String> serials = words("serial");
        XlConfig all =
                config.with(XmOptions.PARALLEL, parallels.isEmpty() ? List.of("none") : parallels)
                        .with(XlHvmOptions.SERIAL, serials.isEmpty() ? List.of("none") : serials);
        List<String> sounds =
                devices.children("sound").stream()
                        .flatMap(is -> is.attribute("model").stream())
                        .map(model -> model.equals("ich6") ? "hda" : model)
                        .toList();
        return all.with(
                XlHvmOptions.SOUNDHW,
                sounds.isEmpty() ? Optional.empty() : Optional.of(String.join(",", sounds)));
    }

    /// The ports' words by their numbers; `none` where there is no port.
    private List<String> words(String element) {
        var words = new ArrayList<String>();
        for (XmlElement port : devices.children(element)) {
            long number =
                    port.child("target")
                            .flatMap(is -> Xml.number(is, "port"))
                            .orElse((long) words.size());
            while (words.size() <= Math.min(number, 64)) {
                words.add("none");
            }
            words.set((int) Math.min(number, 64), CharXml.words(port));
        }
        return words;
    }

    private XlConfig controllers(XlConfig config) {
        for (XmlElement controller : devices.children("controller")) {
            if (Xml.is(controller, "type", "xenbus")) {
                return config.with(
                                XlOptions.MAX_GRANT_FRAMES,
                                Xml.number(controller, "maxGrantFrames"))
                        .with(
                                XlOptions.MAX_EVENT_CHANNELS,
                                Xml.number(controller, "maxEventChannels"));
            }
        }
        return config;
    }

    private XlConfig inputs(XlConfig config) {
        List<String> usb =
                devices.children("input").stream()
                        .filter(is -> Xml.is(is, "bus", "usb"))
                        .flatMap(is -> is.attribute("type").stream())
                        .toList();
        return kind != GuestKind.HVM || usb.isEmpty()
                ? config
                : config.with(XlHvmOptions.USB, true).with(XlHvmOptions.USBDEVICE, usb);
    }

    private List<ChannelSpec> channels() {
        var all = new ArrayList<ChannelSpec>();
        for (XmlElement channel : devices.children("channel")) {
            boolean socket = Xml.is(channel, "type", "unix");
            if (Xml.childAttribute(channel, "target", "type").filter("xen"::equals).isPresent()) {
                all.add(
                        new ChannelSpec(
                                Optional.of(socket ? "socket" : "pty"),
                                Xml.childAttribute(channel, "source", "path").filter(_ -> socket),
                                Xml.childAttribute(channel, "target", "name"),
                                Optional.empty(),
                                new LinkedHashMap<>()));
            }
        }
        return all;
    }

    private Optional<List<String>> arguments() {
        return domain.children().stream()
                .filter(XmlElement.class::isInstance)
                .map(XmlElement.class::cast)
                .filter(child -> child.namespace().equals(GuestXml.COMMAND_LINE))
                .findFirst()
                .map(GuestXml::arguments);
    }
}
