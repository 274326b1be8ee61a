package org.ostler.driver.qemu;

import org.ostler.model.Graphics;
import org.ostler.model.Kept;
import org.ostler.model.Listen;
import org.ostler.model.Video;
import org.ostler.model.VideoType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Settles displays and video devices.
final class DisplayDefaults {
    private static final int MIB = 1024;

    private final Draft draft;

    DisplayDefaults(Draft draft) {
        this.draft = draft;
    }

    void apply() {
        draft.changeDevices(
                d -> d.withGraphics(Draft.each(d.graphics(), "graphics", this::settle)));
        if (!draft.devices().graphics().isEmpty() && draft.devices().videos().isEmpty()) {
            Video video = Video.of(Video.Model.of(defaultType()));
            draft.changeDevices(d -> d.withVideos(List.of(video)));
            draft.chose(
                    "/domain/devices/video/model/@type",
                    defaultType().xml(),
                    "a display needs one");
        }
        List<Video> settled = new ArrayList<>();
        boolean chosen = draft.devices().videos().stream().anyMatch(DisplayDefaults::isPrimary);
        for (Video video : draft.devices().videos()) {
            settled.add(settle(video, settled.isEmpty() && !chosen));
        }
        draft.changeDevices(d -> d.withVideos(settled));
    }

    static boolean isPrimary(Video video) {
        return video.model().flatMap(Video.Model::primary).orElse(false);
    }

    private Graphics settle(Graphics display, String path) {
        return switch (display) {
            case Graphics.Vnc vnc -> settle(vnc, path);
            case Graphics.Spice spice -> settle(spice);
            case Graphics.Sdl sdl -> sdl;
            case Graphics.Untyped other -> other;
        };
    }

    private Graphics settle(Graphics.Vnc vnc, String path) {
        Graphics.Vnc settled = vnc;
        if (vnc.socket().isEmpty()
                && vnc.listeners().stream().noneMatch(Listen.BySocket.class::isInstance)) {
            boolean auto = vnc.autoport().orElse(vnc.port().orElse(-1) == -1);
            settled = settled.withAutoport(Optional.of(auto));
            if (vnc.autoport().isEmpty()) {
                draft.chose(
                        path + "/@autoport",
                        auto ? "yes" : "no",
                        auto ? "no port was given" : "a port was given");
            }
            if (auto) {
                settled = settled.withPort(-1);
            } else if (vnc.port().orElse(-1) < 5900) {
                throw Refusals.unsupported("vnc port must be in range [5900,65535]");
            }
        }
        if (vnc.listeners().isEmpty()) {
            settled = settled.withListeners(List.of(listener(vnc.listen(), vnc.socket())));
        }
        return settled;
    }

    private Graphics settle(Graphics.Spice spice) {
        if (!draft.qemu().hasCommand("query-spice")) {
            throw Refusals.unsupported("spice graphics are not supported with this QEMU");
        }
        return spice.listeners().isEmpty()
                ? spice.withListeners(List.of(listener(spice.listen(), Optional.empty())))
                : spice;
    }

    private static Listen listener(Optional<String> address, Optional<String> socket) {
        return socket.isPresent()
                ? new Listen.BySocket(socket, Kept.NONE)
                : new Listen.ByAddress(address, Kept.NONE);
    }

    private VideoType defaultType() {
        return draft.qemu().hasDevice("cirrus-vga") ? VideoType.CIRRUS : VideoType.VGA;
    }

    private Video settle(Video video, boolean primaryByDefault) {
        Video.Model m = video.model().orElseGet(() -> Video.Model.of(defaultType()));
        VideoType type = m.type() == VideoType.DEFAULT ? defaultType() : m.type();
        boolean qxl = type == VideoType.QXL;
        OptionalInt vram = m.vramKib();
        switch (type) {
            case VGA, CIRRUS, VMVGA, BOCHS -> vram = or(vram, 16 * MIB);
            case QXL -> vram = or(vram, 64 * MIB);
            case VIRTIO, NONE, RAMFB -> {}
            case XEN, VBOX, PARALLELS, GOP, DEFAULT ->
                    throw Refusals.unsupported(
                            "video type '" + type.xml() + "' is not supported with QEMU");
        }
        Optional<Boolean> primary =
                m.primary()
                        .or(
                                () ->
                                        primaryByDefault && type != VideoType.NONE
                                                ? Optional.of(true)
                                                : Optional.empty());
        return video.withModel(
                Optional.of(
                        new Video.Model(
                                type,
                                qxl ? or(m.ramKib(), 64 * MIB) : m.ramKib(),
                                vram,
                                m.vram64Kib(),
                                qxl ? or(m.vgamemKib(), 16 * MIB) : m.vgamemKib(),
                                type == VideoType.NONE ? m.heads() : or(m.heads(), 1),
                                primary,
                                m.kept())));
    }

    private static OptionalInt or(OptionalInt value, int otherwise) {
        return value.isPresent() ? value : OptionalInt.of(otherwise);
    }
}
