package org.ostler.engine;

import org.ostler.engine.GuestTrial.Wish;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// What can be asked of a kind of guests: the choices of libvirt's domain capabilities, and for
/// every value the plainest guests that have it. Pure.
///
/// Names and their order are those of `formatdomaincaps.html`; values are in the order in which
/// libvirt prints them.
final class GuestQuestions {
    private static final String SOURCE = "<source file='/var/lib/guest.img'/>";
    private static final String VNC = "<graphics type='vnc' port='-1' autoport='yes'/>";
    private static final String SPICE = "<graphics type='spice' autoport='yes'/>";

    /// The names of disks by their bus.
    private static final Map<String, String> DISK_NAMES =
            Map.of(
                    "ide", "hda",
                    "fdc", "fda",
                    "scsi", "sda",
                    "virtio", "vda",
                    "xen", "xvda",
                    "usb", "sda",
                    "uml", "ubda",
                    "sata", "sda",
                    "sd", "sda");

    private static final List<String> VIRTIO_MODELS =
            List.of("virtio", "virtio-transitional", "virtio-non-transitional");

    private GuestQuestions() {}

    /// The question for a value: guests that have it, of which one must be possible.
    @FunctionalInterface
    interface Question {
        List<Wish> having(String value);
    }

    /// One choice.
    ///
    /// @param name as libvirt calls it
    /// @param values what could be offered
    record Choice(String name, List<String> values, Question question) {}

    /// A kind of device and its choices.
    record Place(String element, List<Choice> choices) {}

    private static Choice devices(String name, List<String> values, UnaryOperator<String> xml) {
        return new Choice(name, values, value -> List.of(Wish.devices(xml.apply(value))));
    }

    /// The kinds of devices, in libvirt's order.
    static List<Place> places() {
        return List.of(
                new Place("disk", disk()),
                new Place(
                        "graphics",
                        List.of(
                                devices(
                                        "type",
                                        List.of("sdl", "vnc", "spice", "egl-headless", "dbus"),
                                        GuestQuestions::display))),
                new Place("video", List.of(video())),
                new Place("hostdev", hostdev()),
                new Place("rng", rng()),
                new Place("filesystem", List.of(filesystem())),
                new Place("tpm", tpm()),
                new Place("redirdev", List.of(redirdev())),
                new Place("channel", List.of(channel())),
                new Place("crypto", crypto()));
    }

    // ---- disks

    private static List<Choice> disk() {
        return List.of(
                new Choice(
                        "diskDevice",
                        List.of("disk", "cdrom", "floppy", "lun"),
                        value ->
                                DISK_NAMES.keySet().stream()
                                        .map(bus -> disk(value, bus, ""))
                                        .toList()),
                new Choice(
                        "bus",
                        List.of("ide", "fdc", "scsi", "virtio", "xen", "usb", "sata", "sd"),
                        value ->
                                List.of(
                                        disk("disk", value, ""),
                                        disk("cdrom", value, ""),
                                        disk("floppy", value, ""))),
                new Choice(
                        "model",
                        VIRTIO_MODELS,
                        value -> List.of(disk("disk", "virtio", " model='" + value + "'"))));
    }

    private static Wish disk(String device, String bus, String more) {
        boolean lun = device.equals("lun");
        return Wish.devices(
                "<disk type='%s' device='%s'%s>%s<target dev='%s' bus='%s'/></disk>"
                        .formatted(
                                lun ? "block" : "file",
                                device,
                                more,
                                lun ? "<source dev='/dev/guest'/>" : SOURCE,
                                DISK_NAMES.get(bus),
                                bus));
    }

    // ---- displays

    private static String display(String type) {
        return switch (type) {
            case "vnc" -> VNC;
            case "spice" -> SPICE;
            default -> "<graphics type='" + type + "'/>";
        };
    }

    private static Choice video() {
        return devices(
                "modelType",
                List.of(
                        "vga",
                        "cirrus",
                        "vmvga",
                        "xen",
                        "vbox",
                        "qxl",
                        "parallels",
                        "virtio",
                        "gop",
                        "none",
                        "bochs",
                        "ramfb"),
                value ->
                        (value.equals("none") ? "" : VNC)
                                + "<video><model type='%s'/></video>".formatted(value));
    }

    // ---- devices of the host

    private static List<Choice> hostdev() {
        List<String> types = List.of("usb", "pci", "scsi", "scsi_host", "mdev");
        return List.of(
                new Choice(
                        "mode",
                        List.of("subsystem", "capabilities"),
                        value ->
                                value.equals("subsystem")
                                        ? types.stream()
                                                .map(type -> Wish.devices(subsystem(type, "")))
                                                .toList()
                                        : List.of(Wish.devices(capability("storage")))),
                devices(
                        "startupPolicy",
                        List.of("default", "mandatory", "requisite", "optional"),
                        value ->
                                subsystem("usb", "")
                                        .replace(
                                                "<source>",
                                                value.equals("default")
                                                        ? "<source>"
                                                        : "<source startupPolicy='"
                                                                + value
                                                                + "'>")),
                devices("subsysType", types, value -> subsystem(value, "")),
                devices("capsType", List.of("storage", "misc", "net"), GuestQuestions::capability),
                devices(
                        "pciBackend",
                        List.of("default", "kvm", "vfio", "xen"),
                        value ->
                                subsystem(
                                        "pci",
                                        value.equals("default")
                                                ? ""
                                                : "<driver name='" + value + "'/>")));
    }

    private static String subsystem(String type, String driver) {
        String source =
                switch (type) {
                    case "usb" -> "<vendor id='0x1234'/><product id='0xbeef'/>";
                    case "pci" -> "<address domain='0' bus='6' slot='2' function='0'/>";
                    case "scsi" ->
                            "<adapter name='scsi_host0'/><address bus='0' target='0' unit='0'/>";
                    default -> "<address uuid='c2177883-f1bb-47f0-914d-32a22e3a8804'/>";
                };
        return switch (type) {
            case "scsi_host" ->
                    "<hostdev mode='subsystem' type='scsi_host'>"
                            + "<source protocol='vhost' wwpn='naa.5123456789abcde0'/></hostdev>";
            case "mdev" ->
                    "<hostdev mode='subsystem' type='mdev' model='vfio-pci'><source>%s</source></hostdev>"
                            .formatted(source);
            default ->
                    "<hostdev mode='subsystem' type='%s' managed='no'>%s<source>%s</source></hostdev>"
                            .formatted(type, driver, source);
        };
    }

    private static String capability(String type) {
        String source =
                switch (type) {
                    case "storage" -> "<block>/dev/guest</block>";
                    case "misc" -> "<char>/dev/guest</char>";
                    default -> "<interface>eth0</interface>";
                };
        return "<hostdev mode='capabilities' type='%s'><source>%s</source></hostdev>"
                .formatted(type, source);
    }

    // ---- smaller devices

    private static List<Choice> rng() {
        String shape = "<rng model='%s'><backend model='%s'>%s</backend></rng>";
        return List.of(
                devices(
                        "model",
                        VIRTIO_MODELS,
                        value -> shape.formatted(value, "random", "/dev/urandom")),
                devices(
                        "backendModel",
                        List.of("random", "egd", "builtin"),
                        value ->
                                value.equals("egd")
                                        ? "<rng model='virtio'><backend model='egd'"
                                                + " type='unix'><source mode='connect'"
                                                + " path='/run/egd'/></backend></rng>"
                                        : shape.formatted(
                                                "virtio",
                                                value,
                                                value.equals("random") ? "/dev/urandom" : "")));
    }

    private static Choice filesystem() {
        return new Choice(
                "driverType",
                List.of("path", "handle", "loop", "nbd", "ploop", "virtiofs"),
                value ->
                        List.of(
                                new Wish(
                                        "",
                                        "",
                                        value.equals("virtiofs")
                                                ? "<memoryBacking><source type='memfd'/>"
                                                        + "<access mode='shared'/></memoryBacking>"
                                                : "",
                                        "<filesystem type='mount'><driver type='%s'/><source dir='/srv'/><target dir='srv'/></filesystem>"
                                                .formatted(value))));
    }

    private static List<Choice> tpm() {
        String shape = "<tpm model='%s'><backend type='emulator' version='%s'/></tpm>";
        return List.of(
                devices(
                        "model",
                        List.of("tpm-tis", "tpm-crb", "tpm-spapr", "spapr-tpm-proxy"),
                        value -> shape.formatted(value, "2.0")),
                devices(
                        "backendModel",
                        List.of("passthrough", "emulator", "external"),
                        GuestQuestions::tpm),
                devices(
                        "backendVersion",
                        List.of("1.2", "2.0"),
                        value -> shape.formatted("tpm-tis", value)));
    }

    private static String tpm(String backend) {
        String inside =
                switch (backend) {
                    case "passthrough" -> "<device path='/dev/tpm0'/>";
                    case "external" -> "<source type='unix' mode='connect' path='/run/tpm'/>";
                    default -> "";
                };
        return "<tpm model='tpm-tis'><backend type='%s'>%s</backend></tpm>"
                .formatted(backend, inside);
    }

    private static Choice redirdev() {
        return devices(
                "bus",
                List.of("usb"),
                value ->
                        "<redirdev bus='%s' type='tcp'><source mode='connect' host='localhost' service='4000'/></redirdev>"
                                .formatted(value));
    }

    private static Choice channel() {
        return new Choice(
                "type",
                List.of("pty", "unix", "spicevmc", "qemu-vdagent", "dbus"),
                value -> List.of(channel(value, "virtio"), channel(value, "xen")));
    }

    private static Wish channel(String type, String target) {
        return Wish.devices(
                (type.equals("spicevmc") ? SPICE : "")
                        + "<channel type='%s'><target type='%s' name='org.example.0'/></channel>"
                                .formatted(type, target));
    }

    private static List<Choice> crypto() {
        String shape = "<crypto model='%s' type='%s'><backend model='%s'/></crypto>";
        return List.of(
                devices("model", List.of("virtio"), v -> shape.formatted(v, "qemu", "builtin")),
                devices("type", List.of("qemu"), v -> shape.formatted("virtio", v, "builtin")),
                devices(
                        "backendModel",
                        List.of("builtin", "lkcf"),
                        v -> shape.formatted("virtio", "qemu", v)));
    }
}
