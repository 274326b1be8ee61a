package org.ostler.driver.xen;

import org.ostler.model.CharSource;
import org.ostler.model.Console;
import org.ostler.model.Controller;
import org.ostler.model.Devices;
import org.ostler.model.Disk;
import org.ostler.model.DomainSpec;
import org.ostler.model.Graphics;
import org.ostler.model.Input;
import org.ostler.model.NetworkInterface;
import org.ostler.model.Video;
import org.ostler.model.VideoType;
import org.ostler.xlcfg.Json;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Writes the devices that have members of their own in `libxl_domain_config`; what an HVM guest's
/// machine emulates is [HvmWriter]'s.
final class DeviceWriter {
    /// What a display without a video card is called; libvirt's clients are shown the second.
    private static final Set<VideoType> UNEMULATED =
            EnumSet.of(VideoType.XEN, VideoType.CIRRUS, VideoType.DEFAULT, VideoType.NONE);

    private final DomainSpec spec;
    private final XenGuestType type;
    private final ConfigContext context;
    private final Remarks remarks;

    DeviceWriter(DomainSpec spec, XenGuestType type, ConfigContext context, Remarks remarks) {
        this.spec = spec;
        this.type = type;
        this.context = context;
        this.remarks = remarks;
    }

    void writeTo(Json.Builder config) {
        Devices devices = spec.devices();
        put(config, "disks", disks(devices.disks()));
        put(config, "nics", nics(devices.interfaces()));
        if (type != XenGuestType.HVM) {
            framebuffers(config, devices.graphics());
            withoutMachine(devices);
        }
        devices.consoles().forEach(this::console);
        devices.controllers().forEach(this::controller);
        refuse(devices);
    }

    private List<Json> disks(List<Disk> disks) {
        var writer = new DiskWriter(type, remarks);
        var documents = new ArrayList<Json>();
        for (int i = 0; i < disks.size(); i++) {
            writer.write(disks.get(i), path("disk", i)).ifPresent(documents::add);
            if (type != XenGuestType.HVM) {
                remarks.ignoredIf(
                        disks.get(i).bootOrder(),
                        path("disk", i) + "/boot",
                        "only an HVM guest has a boot order");
            }
        }
        return documents;
    }

    private List<Json> nics(List<NetworkInterface> nics) {
        var writer = new NicWriter(type, context, remarks);
        var documents = new ArrayList<Json>();
        for (int i = 0; i < nics.size(); i++) {
            int devid = i;
            writer.write(nics.get(i), path("interface", i))
                    .ifPresent(
                            nic ->
                                    documents.add(
                                            Json.object()
                                                    .put("devid", devid)
                                                    .putAll(nic.members())
                                                    .build()));
        }
        return documents;
    }

    /// A guest without a machine draws on a paravirtual framebuffer, which comes with a keyboard
    /// and a pointer.
    private void framebuffers(Json.Builder config, List<Graphics> graphics) {
        var writer = new DisplayWriter(remarks);
        var framebuffers = new ArrayList<Json>();
        for (int i = 0; i < graphics.size(); i++) {
            String path = path("graphics", i);
            Json.Builder framebuffer = Json.object().put("devid", framebuffers.size());
            switch (graphics.get(i)) {
                case Graphics.Vnc vnc ->
                        framebuffers.add(
                                framebuffer
                                        .put("vnc", writer.vnc(vnc, path))
                                        .putIfPresent("keymap", vnc.keymap())
                                        .build());
                case Graphics.Sdl sdl ->
                        framebuffers.add(
                                framebuffer
                                        .put("vnc", DisplayWriter.noVnc())
                                        .put("sdl", writer.sdl(sdl, path))
                                        .build());
                case Graphics.Spice _, Graphics.Untyped _ ->
                        remarks.unsupported(
                                path,
                                "a paravirtual framebuffer is not shown by '"
                                        + graphics.get(i).type()
                                        + "'",
                                "vnc");
            }
        }
        put(config, "vfbs", framebuffers);
        if (!framebuffers.isEmpty()) {
            put(config, "vkbs", List.of(Json.object().put("devid", 0).build()));
        }
    }

    private void withoutMachine(Devices devices) {
        for (int i = 0; i < devices.inputs().size(); i++) {
            Input input = devices.inputs().get(i);
            if (input.bus().filter("xen"::equals).isEmpty()) {
                remarks.unsupported(
                        path("input", i),
                        "only an HVM guest has emulated input devices",
                        "bus 'xen'");
            }
        }
        if (!devices.serials().isEmpty()) {
            remarks.unsupported(
                    "/domain/devices/serial", "only an HVM guest has serial ports", "a console");
        }
        for (int i = 0; i < devices.videos().size(); i++) {
            VideoType model =
                    devices.videos().get(i).model().map(Video.Model::type).orElse(VideoType.XEN);
            remarks.ignoredIf(
                    !UNEMULATED.contains(model),
                    path("video", i) + "/model/@type",
                    "only an HVM guest has an emulated video card");
        }
        devices.emulator()
                .filter(path -> devices.graphics().isEmpty())
                .ifPresent(
                        path ->
                                remarks.ignored(
                                        "/domain/devices/emulator",
                                        "this guest needs no device model"));
    }

    private void console(Console console) {
        String path = "/domain/devices/console";
        switch (console.source()) {
            case CharSource.Pty _ -> {}
            case CharSource.Plain _,
                    CharSource.Dev _,
                    CharSource.Pipe _,
                    CharSource.File _,
                    CharSource.Unix _,
                    CharSource.Tcp _,
                    CharSource.Udp _,
                    CharSource.Display _,
                    CharSource.Untyped _ ->
                    remarks.changed(
                            path, "xenconsoled gives every console a terminal (type 'pty')");
        }
        remarks.ignoredIf(console.log(), path + "/log", "xenconsoled has its own setting for logs");
    }

    private void controller(Controller controller) {
        boolean harmless =
                switch (controller.type()) {
                    case XENBUS -> true;
                    case IDE, PCI, USB, ISA, SCSI, SATA, FDC -> type == XenGuestType.HVM;
                    case VIRTIO_SERIAL, CCID -> false;
                };
        remarks.ignoredIf(
                !harmless,
                "/domain/devices/controller[@type='" + controller.type().xml() + "']",
                "this guest has no such controller");
    }

    private void refuse(Devices devices) {
        if (!devices.parallels().isEmpty()) {
            remarks.unsupported("/domain/devices/parallel", "libxl emulates no parallel ports");
        }
        if (!devices.channels().isEmpty()) {
            remarks.unsupported(
                    "/domain/devices/channel", "this driver gives Xen guests no channels yet");
        }
        if (!devices.watchdogs().isEmpty()) {
            remarks.unsupported("/domain/devices/watchdog", "libxl emulates no watchdogs");
        }
        if (!devices.rngs().isEmpty()) {
            remarks.unsupported("/domain/devices/rng", "libxl gives guests no entropy devices");
        }
        devices.memBalloon()
                .filter(balloon -> !balloon.model().equals("xen"))
                .ifPresent(
                        balloon ->
                                remarks.changed(
                                        "/domain/devices/memballoon",
                                        "every Xen guest has Xen's balloon and no other"));
    }

    private static void put(Json.Builder config, String key, List<Json> items) {
        if (!items.isEmpty()) {
            config.put(key, Json.array(items));
        }
    }

    static String path(String device, int index) {
        return "/domain/devices/" + device + "[" + (index + 1) + "]";
    }
}
