package org.ostler.driver.xen;

import org.ostler.model.BootDevice;
import org.ostler.model.Clock;
import org.ostler.model.Devices;
import org.ostler.model.Disk;
import org.ostler.model.DiskDevice;
import org.ostler.model.DomainSpec;
import org.ostler.model.Features;
import org.ostler.model.Graphics;
import org.ostler.model.Input;
import org.ostler.model.NetworkInterface;
import org.ostler.model.OsSpec;
import org.ostler.model.PowerManagement;
import org.ostler.model.Serial;
import org.ostler.model.Video;
import org.ostler.xlcfg.Json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Writes the emulated machine of an HVM guest: firmware, boot order, graphics, serial ports, input
/// devices.
final class HvmWriter {
    private static final long STANDARD_VGA_KIB = 16 << 10;
    private static final long CIRRUS_KIB = 8 << 10;

    private final DomainSpec spec;
    private final Remarks remarks;

    HvmWriter(DomainSpec spec, Remarks remarks) {
        this.spec = spec;
        this.remarks = remarks;
    }

    void writeTo(Json.Builder info) {
        info.put("device_model_version", "qemu_xen");
        spec.devices().emulator().ifPresent(path -> info.put("device_model", path));
        Features features = spec.features().orElseGet(Features::none);
        Json.Builder hvm =
                Json.object()
                        .put("pae", Json.defbool(features.pae()))
                        .put("viridian", Json.defbool(features.viridian()))
                        .put("hpet", Json.defbool(hpet()))
                        .put("xen_platform_pci", Json.defbool(true));
        firmware(hvm);
        hvm.put("boot", bootOrder());
        spec.pm().ifPresent(pm -> power(hvm, pm));
        video(info, hvm);
        graphics(hvm);
        serials(hvm);
        inputs(hvm);
        info.put("type.hvm", hvm.build());
    }

    private boolean hpet() {
        for (Clock.Timer timer : spec.clock().timers()) {
            if (timer.name().equals("hpet")) {
                return timer.present().orElse(true);
            }
        }
        return false;
    }

    private void firmware(Json.Builder hvm) {
        OsSpec os = spec.os();
        boolean flash =
                os.loader().flatMap(loader -> loader.type()).filter("pflash"::equals).isPresent();
        boolean efi = flash || os.firmware().filter("efi"::equals).isPresent();
        hvm.put("bios", efi ? "ovmf" : "seabios");
        Optional<String> path = os.loader().flatMap(loader -> loader.path());
        path.ifPresent(file -> hvm.put(flash ? "system_firmware" : "firmware", file));
        remarks.ignoredIf(
                os.nvram(), "/domain/os/nvram", "Xen's OVMF keeps no variables in a file");
    }

    /// libxl's letters: a floppy, c hard disk, d CD drive, n network. Orders of single devices come
    /// down to orders of kinds.
    private String bootOrder() {
        var letters = new StringBuilder();
        for (BootDevice device : spec.os().boot()) {
            append(
                    letters,
                    switch (device) {
                        case FLOPPY -> 'a';
                        case HARD_DISK -> 'c';
                        case CDROM -> 'd';
                        case NETWORK -> 'n';
                    });
        }
        if (letters.isEmpty()) {
            ordered().forEach(entry -> append(letters, entry.letter));
        }
        return letters.isEmpty() ? "c" : letters.toString();
    }

    private record Entry(int order, char letter) {}

    private List<Entry> ordered() {
        var entries = new ArrayList<Entry>();
        Devices devices = spec.devices();
        for (Disk disk : devices.disks()) {
            add(entries, disk.bootOrder(), disk.device() == DiskDevice.CDROM ? 'd' : 'c');
        }
        for (NetworkInterface nic : devices.interfaces()) {
            add(entries, nic.bootOrder(), 'n');
        }
        long kinds = entries.stream().map(Entry::letter).distinct().count();
        if (kinds < entries.size()) {
            remarks.changed(
                    "/domain/devices/disk/boot", "libxl orders kinds of devices, not single ones");
        }
        entries.sort(Comparator.comparingInt(Entry::order));
        return entries;
    }

    private static void add(List<Entry> entries, OptionalInt order, char letter) {
        order.ifPresent(place -> entries.add(new Entry(place, letter)));
    }

    private static void append(StringBuilder letters, char letter) {
        if (letters.indexOf(String.valueOf(letter)) < 0) {
            letters.append(letter);
        }
    }

    private static void power(Json.Builder hvm, PowerManagement pm) {
        pm.suspendToMem().ifPresent(on -> hvm.put("acpi_s3", Json.defbool(on)));
        pm.suspendToDisk().ifPresent(on -> hvm.put("acpi_s4", Json.defbool(on)));
    }

    private void video(Json.Builder info, Json.Builder hvm) {
        List<Video> videos = spec.devices().videos();
        if (videos.size() > 1) {
            remarks.unsupported("/domain/devices/video[2]", "libxl emulates one video card");
        }
        Optional<Video.Model> model =
                videos.isEmpty() ? Optional.empty() : videos.getFirst().model();
        String kind = videos.isEmpty() ? "none" : model.map(this::kind).orElse("std");
        long kib =
                switch (kind) {
                    case "none" -> 0;
                    case "cirrus" -> CIRRUS_KIB;
                    default -> STANDARD_VGA_KIB;
                };
        if (kib > 0 && model.isPresent()) {
            kib = Math.max(kib, model.get().vramKib().orElse(0));
        }
        hvm.put("vga", Json.object().put("kind", kind).build());
        info.put("video_memkb", kib);
    }

    private String kind(Video.Model model) {
        return switch (model.type()) {
            case VGA, XEN, DEFAULT -> "std";
            case CIRRUS -> "cirrus";
            case QXL -> "qxl";
            case NONE -> "none";
            case VMVGA, VBOX, PARALLELS, VIRTIO, GOP, BOCHS, RAMFB -> {
                remarks.unsupported(
                        "/domain/devices/video/model/@type",
                        "libxl emulates no video card of type '" + model.type().xml() + "'",
                        "vga, cirrus or qxl");
                yield "std";
            }
        };
    }

    private void graphics(Json.Builder hvm) {
        var writer = new DisplayWriter(remarks);
        Json.Obj vnc = DisplayWriter.noVnc();
        List<Graphics> graphics = spec.devices().graphics();
        for (int i = 0; i < graphics.size(); i++) {
            String path = DeviceWriter.path("graphics", i);
            switch (graphics.get(i)) {
                case Graphics.Vnc display -> {
                    vnc = writer.vnc(display, path);
                    hvm.putIfPresent("keymap", display.keymap());
                }
                case Graphics.Spice display -> {
                    hvm.put("spice", writer.spice(display, path));
                    hvm.putIfPresent("keymap", display.keymap());
                }
                case Graphics.Sdl display -> hvm.put("sdl", writer.sdl(display, path));
                case Graphics.Untyped display ->
                        remarks.unsupported(
                                path,
                                "libxl has no display of type '" + display.type() + "'",
                                "vnc");
            }
        }
        hvm.put("vnc", vnc);
    }

    private void serials(Json.Builder hvm) {
        var ports = new ArrayList<Json.Str>();
        List<Serial> serials = spec.devices().serials();
        for (int i = 0; i < serials.size(); i++) {
            SerialWords.of(serials.get(i).source(), DeviceWriter.path("serial", i), remarks)
                    .ifPresent(words -> ports.add(Json.of(words)));
        }
        if (ports.size() == 1) {
            hvm.put("serial", ports.getFirst());
        } else if (ports.size() > 1) {
            hvm.put("serial_list", Json.array(ports));
        }
    }

    private void inputs(Json.Builder hvm) {
        var usb = new ArrayList<Json.Str>();
        for (Input input : spec.devices().inputs()) {
            boolean onUsb = input.bus().filter("usb"::equals).isPresent();
            if (onUsb
                    && (input.type().equals("tablet")
                            || input.type().equals("mouse")
                            || input.type().equals("keyboard"))) {
                usb.add(Json.of(input.type()));
            } else if (onUsb
                    || !(input.type().equals("mouse") || input.type().equals("keyboard"))) {
                remarks.unsupported(
                        "/domain/devices/input[@type='" + input.type() + "']",
                        "libxl emulates no such device",
                        "a USB tablet");
            }
        }
        hvm.put("usb", Json.defbool(!usb.isEmpty()));
        if (!usb.isEmpty()) {
            hvm.put("usbdevice_list", Json.array(usb));
        }
    }
}
