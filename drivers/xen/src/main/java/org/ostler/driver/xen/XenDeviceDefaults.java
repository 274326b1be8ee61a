package org.ostler.driver.xen;

import org.ostler.api.Plan;
import org.ostler.model.Address;
import org.ostler.model.CanonicalSteps;
import org.ostler.model.CharSource;
import org.ostler.model.Console;
import org.ostler.model.Controller;
import org.ostler.model.ControllerType;
import org.ostler.model.Disk;
import org.ostler.model.DiskBus;
import org.ostler.model.Input;
import org.ostler.model.Kept;
import org.ostler.model.MacAddress;
import org.ostler.model.MemBalloon;
import org.ostler.model.NetworkInterface;
import org.ostler.model.Video;
import org.ostler.model.VideoType;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Settles a guest's devices: console, input, display, network addresses, places of disks, and the
/// controllers that all of them imply.
final class XenDeviceDefaults {
    private static final long XEN_OUI = 0x00163eL;
    private static final int PARAVIRTUAL_VRAM_KIB = 16_384;
    private static final int CIRRUS_VRAM_KIB = 8_192;

    private final XenDraft draft;

    XenDeviceDefaults(XenDraft draft) {
        this.draft = draft;
    }

    void apply() {
        console();
        inputs();
        video();
        draft.change(CanonicalSteps::withDeviceDefaults);
        cards();
        new XenDiskDefaults(draft).apply();
        xenbus();
        balloon();
    }

    private boolean isMachine() {
        return draft.type() == XenGuestType.HVM;
    }

    /// A guest without a machine has one console, whether or not it is written; what it is called
    /// is settled here, as the common rules know only emulated ports.
    private void console() {
        if (isMachine()) {
            return;
        }
        List<Console> consoles = new ArrayList<>();
        for (Console console : draft.devices().consoles()) {
            consoles.add(
                    console.withTargetType(Optional.of(console.targetType().orElse("xen")))
                            .withPort(
                                    console.port().isPresent()
                                            ? console.port()
                                            : OptionalInt.of(consoles.size())));
        }
        if (consoles.isEmpty()) {
            consoles.add(Console.of(new CharSource.Pty(Optional.empty(), Kept.NONE), "xen", 0));
            draft.chose("/domain/devices/console", "pty", "every such guest has one");
        }
        draft.changeDevices(d -> d.withConsoles(consoles));
    }

    private void inputs() {
        String own = isMachine() ? "ps2" : "xen";
        List<Input> inputs = new ArrayList<>();
        for (Input input : draft.devices().inputs()) {
            String bus = input.type().equals("tablet") ? "usb" : own;
            inputs.add(input.bus().isPresent() ? input : input.withBus(Optional.of(bus)));
        }
        for (String type : List.of("mouse", "keyboard")) {
            boolean there =
                    inputs.stream()
                            .anyMatch(
                                    i -> i.type().equals(type) && i.bus().equals(Optional.of(own)));
            if (!there) {
                inputs.add(Input.of(type, own));
                draft.chose(
                        "/domain/devices/input[@type='" + type + "']/@bus",
                        own,
                        Plan.Provenance.MACHINE,
                        "every guest has one");
            }
        }
        draft.changeDevices(d -> d.withInputs(inputs));
    }

    private void video() {
        if (!draft.devices().graphics().isEmpty() && draft.devices().videos().isEmpty()) {
            draft.changeDevices(
                    d -> d.withVideos(List.of(Video.of(Video.Model.of(VideoType.CIRRUS)))));
            draft.chose(
                    "/domain/devices/video/model/@type",
                    VideoType.CIRRUS.xml(),
                    "a display needs one");
        }
        draft.changeDevices(d -> d.withVideos(d.videos().stream().map(this::settled).toList()));
    }

    private Video settled(Video video) {
        Video.Model model = video.model().orElseGet(() -> Video.Model.of(VideoType.CIRRUS));
        VideoType type = model.type() == VideoType.DEFAULT ? VideoType.CIRRUS : model.type();
        OptionalInt vram = model.vramKib();
        if (vram.isEmpty() && type == VideoType.CIRRUS) {
            vram = OptionalInt.of(isMachine() ? CIRRUS_VRAM_KIB : PARAVIRTUAL_VRAM_KIB);
        }
        return video.withModel(
                Optional.of(
                        new Video.Model(
                                type,
                                model.ramKib(),
                                vram,
                                model.vram64Kib(),
                                model.vgamemKib(),
                                model.heads(),
                                model.primary(),
                                model.kept())));
    }

    private void cards() {
        List<NetworkInterface> cards = new ArrayList<>();
        List<NetworkInterface> written = draft.devices().interfaces();
        for (int i = 0; i < written.size(); i++) {
            NetworkInterface card = written.get(i);
            if (card.mac().isEmpty()) {
                MacAddress mac = mac(i);
                card = card.withMac(mac);
                draft.chose(
                        XenDraft.path("interface", i, written.size()) + "/mac/@address",
                        mac.toString(),
                        "made from the domain's identity");
            }
            cards.add(card);
        }
        draft.changeDevices(d -> d.withInterfaces(cards));
    }

    /// An address in Xen's range, the same whenever this definition is asked for.
    private MacAddress mac(int index) {
        String identity =
                draft.spec().uuid().map(Object::toString).orElse("") + "/" + draft.spec().name();
        byte[] digest;
        try {
            digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest((identity + "/" + index).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        long low = (digest[0] & 0xffL) << 16 | (digest[1] & 0xffL) << 8 | (digest[2] & 0xffL);
        return new MacAddress(XEN_OUI << 24 | low);
    }

    /// What the guest's devices hang on comes after the controllers that are written, and before
    /// those that disks imply.
    private void xenbus() {
        List<Controller> all = new ArrayList<>();
        for (Controller written : draft.devices().controllers()) {
            long before = all.stream().filter(c -> c.type() == written.type()).count();
            all.add(written.index().isPresent() ? written : written.withIndex((int) before));
        }
        if (all.stream().noneMatch(c -> c.type() == ControllerType.XENBUS)) {
            all.add(Controller.of(ControllerType.XENBUS, 0, Optional.empty()));
            draft.chose(
                    "/domain/devices/controller[@type='xenbus']",
                    "0",
                    Plan.Provenance.MACHINE,
                    "every Xen guest has it");
        }
        for (Disk disk : draft.devices().disks()) {
            Optional<ControllerType> type = disk.target().bus().flatMap(XenDeviceDefaults::type);
            if (type.isPresent()
                    && disk.address().orElse(null) instanceof Address.Drive place
                    && all.stream()
                            .noneMatch(
                                    c ->
                                            c.type() == type.get()
                                                    && c.index().orElse(0) == place.controller())) {
                all.add(Controller.of(type.get(), place.controller(), Optional.empty()));
                draft.chose(
                        "/domain/devices/controller[@type='" + type.get().xml() + "']",
                        Integer.toString(place.controller()),
                        Plan.Provenance.MACHINE,
                        "the disk " + disk.target().dev() + " is on it");
            }
        }
        draft.changeDevices(d -> d.withControllers(all));
    }

    private static Optional<ControllerType> type(DiskBus bus) {
        return switch (bus) {
            case IDE -> Optional.of(ControllerType.IDE);
            case SCSI -> Optional.of(ControllerType.SCSI);
            case SATA -> Optional.of(ControllerType.SATA);
            case FDC -> Optional.of(ControllerType.FDC);
            case XEN, VIRTIO, USB, UML, SD -> Optional.empty();
        };
    }

    private void balloon() {
        if (draft.devices().memBalloon().isEmpty()) {
            draft.changeDevices(d -> d.withMemBalloon(Optional.of(MemBalloon.of("xen"))));
            draft.chose(
                    "/domain/devices/memballoon/@model",
                    "xen",
                    Plan.Provenance.MACHINE,
                    "every Xen guest has it");
        }
    }
}
