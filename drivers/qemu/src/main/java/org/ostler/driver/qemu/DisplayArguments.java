package org.ostler.driver.qemu;

import org.ostler.model.Graphics;
import org.ostler.model.Listen;
import org.ostler.model.Video;

import java.util.List;
import java.util.Optional;

/// Displays and video devices.
///
/// Passwords never stand on the command line, where every user of the host could read them: the
/// display is told to want one, and the monitor sets it before the guest runs.
final class DisplayArguments {
    /// The port of VNC's display 0.
    private static final int VNC_BASE = 5900;

    private final Arguments out;

    DisplayArguments(Arguments out) {
        this.out = out;
    }

    void addAll() {
        List<Graphics> displays = out.spec.devices().graphics();
        for (int i = 0; i < displays.size(); i++) {
            String path = Draft.path("graphics", i, displays.size());
            switch (displays.get(i)) {
                case Graphics.Vnc vnc -> vnc(vnc, path, "graphics" + i);
                case Graphics.Spice spice -> spice(spice, path, "graphics" + i);
                case Graphics.Sdl sdl ->
                        out.unsupported(
                                path + "/@type", "a daemon has no screen to open windows on");
                case Graphics.Untyped other ->
                        out.unsupported(
                                path + "/@type",
                                "displays of type '"
                                        + other.type()
                                        + "' are not made by this driver");
            }
        }
        List<Video> videos = out.spec.devices().videos();
        // QEMU takes the first for the primary one.
        for (int i = 0; i < videos.size(); i++) {
            if (DisplayDefaults.isPrimary(videos.get(i))) {
                video(videos.get(i), Draft.path("video", i, videos.size()));
            }
        }
        for (int i = 0; i < videos.size(); i++) {
            if (!DisplayDefaults.isPrimary(videos.get(i))) {
                video(videos.get(i), Draft.path("video", i, videos.size()));
            }
        }
    }

    private void vnc(Graphics.Vnc vnc, String path, String name) {
        Optional<String> socket = socket(vnc.listeners()).or(vnc::socket);
        KeyValues values;
        if (socket.isPresent()) {
            // With its key, or a "=" in the path would be taken for one's end.
            values = KeyValues.of("vnc=unix:" + socket.get());
        } else if (nowhere(vnc.listeners())) {
            values = KeyValues.of("none");
        } else {
            String address = bracketed(address(vnc.listeners(), vnc.listen(), path, name));
            values = KeyValues.of(address + ":" + vncDisplay(vnc, name));
        }
        if (vnc.websocket().isPresent()) {
            values.add(
                    "websocket",
                    vnc.websocket().getAsInt() == -1 ? "on" : "" + vnc.websocket().getAsInt());
        }
        if (vnc.password().isPresent()) {
            values.add("password", true);
            password("vnc", vnc.password().get());
        }
        vnc.sharePolicy().ifPresent(p -> values.add("share", p));
        out.option("-vnc", values);
        vnc.keymap().ifPresent(k -> out.option("-k", k));
    }

    private String vncDisplay(Graphics.Vnc vnc, String name) {
        if (!vnc.autoport().orElse(true)) {
            return Integer.toString(vnc.port().orElse(VNC_BASE) - VNC_BASE);
        }
        String port = out.late(name + ".port", "a free TCP port from 5900 on");
        return port.startsWith("${") ? port : Integer.toString(Integer.parseInt(port) - VNC_BASE);
    }

    private void password(String protocol, String password) {
        out.afterwards(
                QmpCommand.change(
                        "set_password",
                        Json.object().put("protocol", protocol).put("password", password).build()));
    }

    private static Optional<String> socket(List<Listen> listeners) {
        return listeners.stream()
                .filter(Listen.BySocket.class::isInstance)
                .flatMap(l -> ((Listen.BySocket) l).socket().stream())
                .findFirst();
    }

    private static boolean nowhere(List<Listen> listeners) {
        return !listeners.isEmpty()
                && listeners.stream().allMatch(Listen.Nowhere.class::isInstance);
    }

    private String address(
            List<Listen> listeners, Optional<String> listen, String path, String name) {
        if (listeners.isEmpty()) {
            return listen.orElse("127.0.0.1");
        }
        if (listeners.size() > 1) {
            out.ignored(path + "/listen[2]", "QEMU's displays listen at one place");
        }
        return switch (listeners.getFirst()) {
            case Listen.ByAddress a -> a.address().orElse("127.0.0.1");
            case Listen.ByNetwork n ->
                    n.address()
                            .orElseGet(
                                    () ->
                                            out.late(
                                                    name + ".address",
                                                    "the host's address on network '"
                                                            + n.network().orElse("")
                                                            + "'"));
            case Listen.BySocket s -> "127.0.0.1";
            case Listen.Nowhere n -> "127.0.0.1";
        };
    }

    private static String bracketed(String address) {
        return address.indexOf(':') >= 0 && !address.startsWith("[")
                ? "[" + address + "]"
                : address;
    }

    private void spice(Graphics.Spice spice, String path, String name) {
        KeyValues values = new KeyValues();
        Optional<String> socket = socket(spice.listeners());
        if (socket.isPresent()) {
            values.add("unix", true).add("addr", socket.get());
        } else if (!nowhere(spice.listeners())) {
            boolean auto = spice.autoport().orElse(spice.port().orElse(-1) == -1);
            String port =
                    auto
                            ? out.late(name + ".port", "a free TCP port from 5900 on")
                            : Integer.toString(spice.port().orElse(VNC_BASE));
            values.add("port", port)
                    .add("addr", address(spice.listeners(), spice.listen(), path, name));
        }
        if (spice.tlsPort().orElse(-1) > 0 || spice.defaultMode().equals(Optional.of("secure"))) {
            out.unsupported(path + "/@tlsPort", "Spice with TLS is not set up by this driver yet");
        }
        if (spice.password().isPresent()) {
            password("spice", spice.password().get());
        } else {
            values.add("disable-ticketing", true);
        }
        out.option("-spice", values.add("seamless-migration", true));
        spice.keymap().ifPresent(k -> out.option("-k", k));
    }

    private void video(Video video, String path) {
        Video.Model m = video.model().orElseThrow();
        boolean primary = DisplayDefaults.isPrimary(video);
        Json.ObjBuilder device = Json.object();
        switch (m.type()) {
            case VGA -> sized(device.put("driver", "VGA"), "vgamem_mb", m);
            case CIRRUS -> device.put("driver", "cirrus-vga");
            case VMVGA -> sized(device.put("driver", "vmware-svga"), "vgamem_mb", m);
            case BOCHS -> {
                device.put("driver", "bochs-display");
                m.vramKib().ifPresent(k -> device.put("vgamem", k * 1024L));
            }
            case QXL -> qxl(device.put("driver", primary ? "qxl-vga" : "qxl"), m);
            case VIRTIO -> {
                boolean vga = primary && out.target.binary().hasDevice("virtio-vga");
                device.put("driver", vga ? "virtio-vga" : "virtio-gpu-pci");
                m.heads().ifPresent(n -> device.put("max_outputs", n));
            }
            case RAMFB -> device.put("driver", "ramfb");
            case NONE -> {
                return;
            }
            case XEN, VBOX, PARALLELS, GOP, DEFAULT ->
                    throw new IllegalStateException("refused at define");
        }
        device.put("id", video.alias().orElseThrow());
        out.device(path, out.place(device, video.address()).build());
    }

    private static void sized(Json.ObjBuilder device, String property, Video.Model m) {
        m.vramKib().ifPresent(k -> device.put(property, Math.max(1, k / 1024)));
    }

    private static void qxl(Json.ObjBuilder device, Video.Model m) {
        m.heads().ifPresent(n -> device.put("max_outputs", n));
        m.ramKib().ifPresent(k -> device.put("ram_size", k * 1024L));
        m.vramKib().ifPresent(k -> device.put("vram_size", k * 1024L));
        m.vram64Kib().ifPresent(k -> device.put("vram64_size_mb", k / 1024));
        m.vgamemKib().ifPresent(k -> device.put("vgamem_mb", k / 1024));
    }
}
