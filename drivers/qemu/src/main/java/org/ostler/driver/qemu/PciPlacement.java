package org.ostler.driver.qemu;

import org.ostler.api.Plan;
import org.ostler.model.Address;
import org.ostler.model.Controller;
import org.ostler.model.ControllerType;
import org.ostler.model.Device;
import org.ostler.model.Disk;
import org.ostler.model.DiskBus;
import org.ostler.model.Input;
import org.ostler.model.Kept;
import org.ostler.model.MemBalloon;
import org.ostler.model.NetworkInterface;
import org.ostler.model.Serial;
import org.ostler.model.Video;
import org.ostler.model.VideoType;
import org.ostler.model.Watchdog;
import org.ostler.model.XmlElement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Gives every PCI device of a guest its address: first those that the user chose, then those that
/// the board fixes, then the rest in an order that does not change.
final class PciPlacement {
    private static final Set<String> EXPRESS_CARDS = Set.of("e1000e", "vmxnet3", "igb");

    private final Draft draft;
    private final boolean pcie;
    private final PciBuses buses;

    /// Slot of the first USB controller of a companion group, by controller number.
    private final Map<Integer, Address.Pci> companions = new HashMap<>();

    PciPlacement(Draft draft) {
        this.draft = draft;
        this.pcie = PciModel.isPcie(draft.spec());
        this.buses = new PciBuses(pcie, draft.devices().controllers());
    }

    void apply() {
        takeChosen();
        draft.changeDevices(
                d ->
                        d.withControllers(
                                Draft.each(d.controllers(), "controller", this::boardController)));
        draft.changeDevices(
                d -> d.withControllers(Draft.each(d.controllers(), "controller", this::bridge)));
        draft.changeDevices(d -> d.withVideos(Draft.each(d.videos(), "video", this::primaryVideo)));
        draft.changeDevices(
                d -> d.withInterfaces(Draft.each(d.interfaces(), "interface", this::card)));
        draft.changeDevices(
                d ->
                        d.withControllers(
                                Draft.each(d.controllers(), "controller", this::controller)));
        draft.changeDevices(d -> d.withDisks(Draft.each(d.disks(), "disk", this::disk)));
        draft.changeDevices(d -> d.withMemBalloon(d.memBalloon().map(this::balloon)));
        draft.changeDevices(
                d ->
                        d.withRngs(
                                Draft.each(
                                        d.rngs(),
                                        "rng",
                                        (r, p) -> r.withAddress(place(r, true, p)))));
        draft.changeDevices(
                d -> d.withWatchdogs(Draft.each(d.watchdogs(), "watchdog", this::watchdog)));
        draft.changeDevices(d -> d.withVideos(Draft.each(d.videos(), "video", this::video)));
        draft.changeDevices(d -> d.withInputs(Draft.each(d.inputs(), "input", this::input)));
        draft.changeDevices(d -> d.withSerials(Draft.each(d.serials(), "serial", this::serial)));
        if (pcie) {
            buses.addSpare();
        }
        List<Controller> all = new ArrayList<>(draft.devices().controllers());
        all.addAll(buses.added());
        draft.changeDevices(d -> d.withControllers(all));
    }

    private void takeChosen() {
        for (Device device : draft.devices().all()) {
            if (device.address().orElse(null) instanceof Address.Pci a && !a.isUnplaced()) {
                buses.take(a, describe(device));
            }
        }
        draft.devices().kept().untyped().values().stream()
                .flatMap(List::stream)
                .forEach(this::takeChosen);
    }

    /// Devices that are kept as elements take their places too.
    private void takeChosen(XmlElement device) {
        device.child("address")
                .filter(a -> a.attribute("type").equals(Optional.of("pci")))
                .ifPresent(
                        a ->
                                buses.take(
                                        new Address.Pci(
                                                number(a, "domain"),
                                                number(a, "bus"),
                                                number(a, "slot"),
                                                number(a, "function")),
                                        device.name()));
    }

    private static int number(XmlElement address, String attribute) {
        String text = address.attribute(attribute).orElse("0");
        try {
            return Integer.decode(text);
        } catch (NumberFormatException e) {
            throw Refusals.xml(
                    "Cannot parse address attribute '" + attribute + "' with value '" + text + "'");
        }
    }

    private static String describe(Device device) {
        return device.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private Optional<Address> place(Device device, boolean express, String path) {
        if (isPlaced(device)) {
            return device.address();
        }
        return note(path, buses.place(express, path));
    }

    private static boolean isPlaced(Device device) {
        return device.address().isPresent()
                && !(device.address().get() instanceof Address.Pci a && a.isUnplaced());
    }

    private Optional<Address> note(String path, Address.Pci address) {
        draft.chose(
                path + "/address",
                "%04x:%02x:%02x.%x"
                        .formatted(
                                address.domain(),
                                address.bus(),
                                address.slot(),
                                address.function()),
                "a free place");
        return Optional.of(address);
    }

    private Optional<Address> fixed(int slot, int function, String path) {
        Address.Pci address = new Address.Pci(0, 0, slot, function);
        buses.take(address, path);
        draft.chose(
                path + "/address",
                "0000:00:%02x.%x".formatted(slot, function),
                Plan.Provenance.MACHINE,
                "the board has it there");
        return Optional.of(address);
    }

    /// Controllers that are part of the chip set.
    private Controller boardController(Controller c, String path) {
        if (isPlaced(c) || c.index().orElse(0) != 0) {
            return c;
        }
        String model = c.model().orElse("");
        if (!pcie && c.type() == ControllerType.IDE) {
            return c.withAddress(fixed(1, 1, path));
        }
        if (!pcie && c.type() == ControllerType.USB && model.equals("piix3-uhci")) {
            return c.withAddress(fixed(1, 2, path));
        }
        if (pcie && c.type() == ControllerType.SATA) {
            return c.withAddress(fixed(0x1f, 2, path));
        }
        return c;
    }

    /// Bridges and ports that the definition names without saying where.
    private Controller bridge(Controller c, String path) {
        String model = c.model().orElse("");
        if (c.type() != ControllerType.PCI || model.endsWith("-root") || isPlaced(c)) {
            return c;
        }
        return c.withAddress(note(path, buses.placeBridge(model, c.index().orElse(0))));
    }

    private Video primaryVideo(Video video, String path) {
        boolean primary = video.model().flatMap(Video.Model::primary).orElse(false);
        int slot = pcie ? 1 : 2;
        if (!primary || !hasPci(video) || isPlaced(video) || !buses.root().isFree(slot)) {
            return video;
        }
        return video.withAddress(fixed(slot, 0, path));
    }

    private static boolean hasPci(Video video) {
        VideoType type = video.model().map(Video.Model::type).orElse(VideoType.NONE);
        return type != VideoType.NONE && type != VideoType.RAMFB;
    }

    private Video video(Video video, String path) {
        if (!hasPci(video)) {
            return video;
        }
        VideoType type = video.model().map(Video.Model::type).orElse(VideoType.VGA);
        return video.withAddress(place(video, type == VideoType.VIRTIO, path));
    }

    private NetworkInterface card(NetworkInterface card, String path) {
        String model = card.model().orElse("");
        return card.withAddress(
                place(card, model.startsWith("virtio") || EXPRESS_CARDS.contains(model), path));
    }

    private Controller controller(Controller c, String path) {
        String model = c.model().orElse("");
        return switch (c.type()) {
            case USB -> model.equals("none") ? c : c.withAddress(usb(c, model, path));
            case SCSI ->
                    c.withAddress(
                            place(
                                    c,
                                    model.startsWith("virtio") || model.equals("lsisas1078"),
                                    path));
            case VIRTIO_SERIAL -> c.withAddress(place(c, true, path));
            case SATA -> c.withAddress(place(c, false, path));
            case IDE -> {
                if (!isPlaced(c)) {
                    throw Refusals.unsupported(
                            "Only a single IDE controller is supported for this machine type");
                }
                yield c;
            }
            case PCI, FDC, CCID, XENBUS, ISA -> c;
        };
    }

    /// Companions of one EHCI controller share its slot.
    private Optional<Address> usb(Controller c, String model, String path) {
        int function =
                switch (model) {
                    case "ich9-uhci1" -> 0;
                    case "ich9-uhci2" -> 1;
                    case "ich9-uhci3" -> 2;
                    case "ich9-ehci1" -> 7;
                    default -> -1;
                };
        if (function < 0 || isPlaced(c)) {
            if (function >= 0 && c.address().orElse(null) instanceof Address.Pci a) {
                companions.putIfAbsent(c.index().orElse(0), a);
            }
            return place(c, model.endsWith("xhci"), path);
        }
        Address.Pci group = companions.computeIfAbsent(c.index().orElse(0), i -> groupSlot());
        Optional<Boolean> multi = function == 0 ? Optional.of(true) : Optional.empty();
        Address.Pci own = new Address.Pci(0, group.bus(), group.slot(), function, multi, Kept.NONE);
        buses.take(own, path);
        return note(path, own);
    }

    private Address.Pci groupSlot() {
        if (pcie) {
            for (int slot : new int[] {0x1d, 0x1a}) {
                if (buses.root().isFree(slot)) {
                    return new Address.Pci(0, 0, slot, 0);
                }
            }
        }
        return buses.freeSlot();
    }

    private Disk disk(Disk disk, String path) {
        return disk.target().bus().equals(Optional.of(DiskBus.VIRTIO))
                ? disk.withAddress(place(disk, true, path))
                : disk;
    }

    private MemBalloon balloon(MemBalloon balloon) {
        return balloon.model().startsWith("virtio")
                ? balloon.withAddress(place(balloon, true, "/domain/devices/memballoon"))
                : balloon;
    }

    private Watchdog watchdog(Watchdog dog, String path) {
        return dog.model().equals("i6300esb") ? dog.withAddress(place(dog, false, path)) : dog;
    }

    private Input input(Input input, String path) {
        return input.bus().equals(Optional.of("virtio"))
                ? input.withAddress(place(input, true, path))
                : input;
    }

    private Serial serial(Serial serial, String path) {
        return serial.targetType().equals(Optional.of("pci-serial"))
                ? serial.withAddress(place(serial, false, path))
                : serial;
    }
}
