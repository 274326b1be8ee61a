package org.ostler.xlcfg;

import org.ostler.model.XmlElement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A struct as a domain's description.
///
/// What a description must say and a configuration leaves to xl is said as xl would have it: the
/// paravirtual console, mouse and keyboard, the controllers of the disks, the balloon.
final class GuestXml {
    static final String COMMAND_LINE = "http://libvirt.org/schemas/domain/xen/1.0";
    private static final List<String> ACTIONS =
            List.of("destroy", "restart", "rename-restart", "preserve");
    private static final List<String> DUMPS = List.of("coredump-destroy", "coredump-restart");
    private static final List<String> SOUNDS = List.of("sb16", "es1370", "pcspk", "ac97", "ich6");
    private static final Pattern CPUS = Pattern.compile("[0-9]{1,4}(-[0-9]{1,4})?");
    private static final int MAX_CONTROLLERS = 32;
    private static final long DEFAULT_MEMORY_MIB = 32;

    private final XlConfig config;
    private final XlDialect dialect;
    private final XlHostPaths host;
    private final GuestKind kind;

    GuestXml(XlConfig config, XlDialect dialect, XlHostPaths host) {
        this.config = config;
        this.dialect = dialect;
        this.host = host;
        this.kind = GuestKind.of(config);
    }

    Xml domain() {
        long memory = positive(XlOptions.MEMORY).or(this::nodesMemory).orElse(DEFAULT_MEMORY_MIB);
        long most = config.get(XlOptions.MAXMEM).orElse(memory);
        Xml domain =
                Xml.of("domain")
                        .with("type", "xen")
                        .text("name", config.get(XlOptions.NAME).orElseThrow())
                        .text("uuid", config.get(XlOptions.UUID))
                        .add(kib("memory", Math.max(most, memory)))
                        .add(kib("currentMemory", memory))
                        .add(vcpus())
                        .add(pinning());
        if (kind != GuestKind.HVM) {
            domain.text("bootloader", config.get(XlOptions.BOOTLOADER))
                    .text(
                            "bootloader_args",
                            config.get(XlOptions.BOOTLOADER_ARGS).map(is -> String.join(" ", is)));
        }
        domain.add(BootXml.toXml(config, dialect, host))
                .add(FeatureXml.toXml(config))
                .add(CpuXml.toXml(config))
                .add(FeatureXml.clock(config))
                .text("on_poweroff", action(XlOptions.ON_POWEROFF, "destroy"))
                .text("on_reboot", action(XlOptions.ON_REBOOT, "restart"))
                .text("on_crash", action(XlOptions.ON_CRASH, "restart"))
                .add(devices());
        Optional<Xml> arguments = arguments();
        arguments.ifPresent(_ -> domain.with("xmlns:xen", COMMAND_LINE));
        return domain.add(arguments);
    }

    private Optional<Long> positive(XlOption<Long> option) {
        return config.get(option).filter(is -> is > 0);
    }

    private Optional<Long> nodesMemory() {
        return config.get(XlOptions.VNUMA)
                .map(nodes -> nodes.stream().mapToLong(node -> node.sizeMib().orElse(0L)).sum())
                .filter(mib -> mib > 0);
    }

    private static Xml kib(String name, long mib) {
        return Xml.of(name).with("unit", "KiB").text(Long.toString(mib << 10));
    }

    private Xml vcpus() {
        long now = positive(XlOptions.VCPUS).orElse(1L);
        long most = Math.max(now, config.get(XlOptions.MAXVCPUS).orElse(now));
        Xml vcpu =
                Xml.of("vcpu")
                        .with("placement", "static")
                        .with("cpuset", cpus().filter(_ -> !isPerVcpu()).map(List::getFirst));
        return (now < most ? vcpu.with("current", now) : vcpu).text(Long.toString(most));
    }

    private boolean isPerVcpu() {
        return config.get(XlOptions.CPUS).filter(CpuPins::perVcpu).isPresent();
    }

    private Optional<List<String>> cpus() {
        return config.get(XlOptions.CPUS)
                .map(CpuPins::sets)
                .filter(is -> is.stream().allMatch(GuestXml::isCpuSet));
    }

    /// Whether it is a list of processors as libvirt spells one; item by item, for a pattern of the
    /// whole would need as deep a stack as the list is long.
    private static boolean isCpuSet(String text) {
        String[] items = text.split(",", -1);
        for (int i = 0; i < items.length; i++) {
            String item = i == 0 ? items[i] : items[i].replaceFirst("^ *\\^?", "");
            if (!CPUS.matcher(item).matches()) {
                return false;
            }
        }
        return true;
    }

    private Optional<Xml> pinning() {
        List<String> sets = cpus().filter(_ -> isPerVcpu()).orElse(List.of());
        Xml tune = Xml.of("cputune");
        for (int i = 0; i < sets.size(); i++) {
            tune.add(Xml.of("vcpupin").with("vcpu", i).with("cpuset", sets.get(i)));
        }
        return tune.isEmpty() ? Optional.empty() : Optional.of(tune);
    }

    private String action(XlOption<String> option, String otherwise) {
        return config.get(option)
                .filter(
                        is ->
                                ACTIONS.contains(is)
                                        || (option.equals(XlOptions.ON_CRASH)
                                                && DUMPS.contains(is)))
                .orElse(otherwise);
    }

    private Xml devices() {
        Xml devices = Xml.of("devices");
        if (kind == GuestKind.HVM) {
            devices.text(
                    "emulator",
                    config.get(XlHvmOptions.DEVICE_MODEL_OVERRIDE)
                            .or(() -> config.get(XlHvmOptions.DEVICE_MODEL)));
        }
        List<DiskSpec> disks = config.get(XlDeviceOptions.DISK).orElse(List.of());
        disks.forEach(disk -> devices.add(DiskXml.toXml(disk, dialect)));
        addControllers(devices, disks);
        config.get(XlDeviceOptions.VIF)
                .orElse(List.of())
                .forEach(nic -> devices.add(NicXml.toXml(nic)));
        addPorts(devices);
        config.get(XlDeviceOptions.CHANNEL)
                .orElse(List.of())
                .forEach(channel -> channel(channel).ifPresent(devices::add));
        addInputs(devices);
        Optional<Xml> screen = screen();
        devices.add(screen).addAll(sounds());
        if (screen.isPresent()) {
            devices.add(video());
        }
        config.get(XlDeviceOptions.PCI)
                .orElse(List.of())
                .forEach(pci -> devices.add(HostDeviceXml.toXml(pci)));
        config.get(XlDeviceOptions.USBDEV)
                .orElse(List.of())
                .forEach(usb -> devices.add(HostDeviceXml.toXml(usb)));
        return devices.add(Xml.of("memballoon").with("model", "xen"));
    }

    private void addControllers(Xml devices, List<DiskSpec> disks) {
        List<UsbControllerSpec> usb = config.get(XlDeviceOptions.USBCTRL).orElse(List.of());
        for (int i = 0; i < usb.size(); i++) {
            devices.add(HostDeviceXml.toXml(usb.get(i), i));
        }
        devices.add(
                Xml.of("controller")
                        .with("type", "xenbus")
                        .with("index", 0)
                        .with("maxGrantFrames", number(XlOptions.MAX_GRANT_FRAMES))
                        .with("maxEventChannels", number(XlOptions.MAX_EVENT_CHANNELS)));
        for (String bus : List.of("ide", "scsi", "fdc")) {
            String prefix = bus.equals("ide") ? "hd" : bus.equals("scsi") ? "sd" : "fd";
            int last =
                    disks.stream()
                            .filter(disk -> disk.vdev().startsWith(prefix))
                            .mapToInt(
                                    disk ->
                                            DiskXml.index(disk.vdev())
                                                    / (bus.equals("scsi") ? 7 : 4))
                            .max()
                            .orElse(-1);
            for (int i = 0; i <= Math.min(last, MAX_CONTROLLERS); i++) {
                devices.add(Xml.of("controller").with("type", bus).with("index", i));
            }
        }
    }

    private Optional<String> number(XlOption<Long> option) {
        return config.get(option).map(String::valueOf);
    }

    private void addPorts(Xml devices) {
        if (kind != GuestKind.HVM) {
            devices.add(
                    Xml.of("console")
                            .with("type", "pty")
                            .add(Xml.of("target").with("type", "xen").with("port", 0)));
            return;
        }
        List<String> serials = config.get(XlHvmOptions.SERIAL).orElse(List.of());
        var consoles = new ArrayList<Xml>();
        for (int i = 0; i < serials.size(); i++) {
            String words = serials.get(i);
            devices.add(CharXml.toXml("serial", words, Xml.of("target").with("port", i)));
            Xml target = Xml.of("target").with("type", "serial").with("port", i);
            CharXml.toXml("console", words, target).ifPresent(consoles::add);
        }
        List<String> parallels = config.get(XmOptions.PARALLEL).orElse(List.of());
        for (int i = 0; i < parallels.size(); i++) {
            devices.add(
                    CharXml.toXml("parallel", parallels.get(i), Xml.of("target").with("port", i)));
        }
        consoles.stream().findFirst().ifPresent(devices::add);
    }

    private static Optional<Xml> channel(ChannelSpec channel) {
        boolean socket = channel.connection().filter("socket"::equals).isPresent();
        Xml xml = Xml.of("channel").with("type", socket ? "unix" : "pty");
        if (socket) {
            xml.add(Xml.of("source").with("mode", "bind").with("path", channel.path()));
        }
        return channel.connection()
                .map(
                        _ ->
                                xml.add(
                                        Xml.of("target")
                                                .with("type", "xen")
                                                .with("name", channel.name())));
    }

    private void addInputs(Xml devices) {
        boolean usb = kind == GuestKind.HVM && config.get(XlHvmOptions.USB).orElse(false);
        for (String device :
                usb ? config.get(XlHvmOptions.USBDEVICE).orElse(List.of()) : List.<String>of()) {
            if (device.matches("tablet|mouse|keyboard")) {
                devices.add(Xml.of("input").with("type", device).with("bus", "usb"));
            }
        }
        for (String type : List.of("mouse", "keyboard")) {
            devices.add(Xml.of("input").with("type", type).with("bus", kind.inputBus()));
        }
    }

    private Optional<Xml> screen() {
        if (kind == GuestKind.HVM) {
            return DisplayXml.toXml(config);
        }
        return config.get(XlDeviceOptions.VFB)
                .filter(list -> !list.isEmpty())
                .map(list -> DisplayXml.toXml(list.getFirst()));
    }

    private List<Xml> sounds() {
        String all = config.get(XlHvmOptions.SOUNDHW).orElse("");
        List<String> models = all.equals("all") ? SOUNDS : List.of(all.split(",", -1));
        return models.stream()
                .map(model -> model.strip().equals("hda") ? "ich6" : model.strip())
                .filter(SOUNDS::contains)
                .map(model -> Xml.of("sound").with("model", model))
                .toList();
    }

    private Xml video() {
        Optional<String> vga =
                config.get(XlHvmOptions.VGA).filter(is -> is.matches("stdvga|qxl|cirrus"));
        boolean standard =
                config.get(XlHvmOptions.STDVGA).orElse(false)
                        || vga.filter("stdvga"::equals).isPresent();
        String model = kind != GuestKind.HVM ? "xen" : standard ? "vga" : vga.orElse("cirrus");
        long kib = kind == GuestKind.HVM ? (model.equals("cirrus") ? 8 : 16) << 10 : 4 << 10;
        return Xml.of("video")
                .add(
                        Xml.of("model")
                                .with("type", model)
                                .with(
                                        "vram",
                                        config.get(XlHvmOptions.VIDEORAM)
                                                .map(mib -> mib << 10)
                                                .orElse(kib))
                                .with("heads", 1)
                                .with("primary", "yes"));
    }

    private Optional<Xml> arguments() {
        List<String> arguments = config.get(XlHvmOptions.DEVICE_MODEL_ARGS).orElse(List.of());
        if (arguments.isEmpty()) {
            return Optional.empty();
        }
        Xml line = Xml.of(COMMAND_LINE, "xen:commandline");
        arguments.forEach(
                argument -> line.add(Xml.of(COMMAND_LINE, "xen:arg").with("value", argument)));
        return Optional.of(line);
    }

    /// The arguments of an element of this kind.
    static List<String> arguments(XmlElement line) {
        return line.children().stream()
                .filter(XmlElement.class::isInstance)
                .map(XmlElement.class::cast)
                .filter(child -> child.localName().equals("arg"))
                .flatMap(child -> child.attribute("value").stream())
                .toList();
    }
}
