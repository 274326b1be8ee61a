package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.List;

/// Video devices that QEMU does not have, or not as they are said.
final class VideoRules {
    /// Those that can be beside a primary one.
    private static final List<String> SECOND = List.of("qxl", "virtio");

    /// Those that have several heads.
    private static final List<String> HEADS = List.of("qxl", "virtio");

    private static final List<String> OTHERS = List.of("xen", "vbox", "parallels", "gop");
    private static final List<String> SIZED = List.of("vga", "qxl", "virtio", "bochs");

    private VideoRules() {}

    static void check(Guest guest) {
        List<Place> videos = guest.devices("video");
        int primary = primary(videos);
        for (int i = 0; i < videos.size(); i++) {
            if (Said.first(videos.get(i), "model").isEmpty()) {
                continue;
            }
            Place video = videos.get(i);
            Place model = video.child("model");
            String type = Said.attribute(model, "type");
            Said.require(
                    !OTHERS.contains(type),
                    model,
                    "QEMU has no video device of type '" + type + "'",
                    "a type of QEMU's such as 'virtio' or 'vga'");
            Said.require(
                    !type.equals("none") || videos.size() == 1,
                    model,
                    "there is a video device beside that of type 'none'",
                    "no other element 'video'");
            Said.require(
                    i == primary || SECOND.contains(type),
                    model,
                    "a video device of type '" + type + "' can only be the primary one",
                    "type 'qxl' or 'virtio' for the others");
            if (!type.equals("none")) {
                checkMemory(model, type);
                checkAbilities(video, model, type);
                checkBoard(model, type, guest);
            }
        }
    }

    private static int primary(List<Place> videos) {
        for (int i = 0; i < videos.size(); i++) {
            if (Said.attribute(videos.get(i), "primary", "model").equals("yes")) {
                return i;
            }
        }
        return 0;
    }

    private static void checkMemory(Place model, String type) {
        if (!type.equals("qxl")) {
            for (String attribute : List.of("ram", "vram64", "vgamem")) {
                Said.require(
                        !Said.has(model, attribute),
                        model,
                        "attribute '" + attribute + "' is said of type '" + type + "'",
                        "type='qxl'");
            }
        }
        long vga = Said.number(Said.attribute(model, "vgamem"));
        Said.require(
                vga < 0 || (vga >= 1024 && Long.bitCount(vga) == 1),
                model,
                "attribute 'vgamem' is " + vga + " KiB",
                "a power of two, at least 1024 KiB");
        long vram = Said.number(Said.attribute(model, "vram"));
        Said.require(
                vram < 0 || vram >= 1024 || !List.of("vga", "vmvga").contains(type),
                model,
                "attribute 'vram' is " + vram + " KiB",
                "at least 1024 KiB");
    }

    private static void checkAbilities(Place video, Place model, String type) {
        long heads = Said.number(Said.attribute(model, "heads"));
        Said.require(
                heads == -1 || heads == 1 || HEADS.contains(type),
                model,
                "a video device of type '" + type + "' has " + heads + " heads",
                "one, or type 'qxl' or 'virtio'");
        Said.require(
                !Said.attribute(model, "accel3d", "acceleration").equals("yes")
                        || type.equals("virtio"),
                model,
                "a video device of type '" + type + "' does not draw in three dimensions",
                "type='virtio'");
        Said.require(
                !Said.attribute(model, "accel2d", "acceleration").equals("yes"),
                model,
                "QEMU has no switch for drawing in two dimensions",
                "no attribute 'accel2d'");
        Said.require(
                model.element().child("resolution").isEmpty() || SIZED.contains(type),
                model,
                "a video device of type '" + type + "' is given no resolution",
                "one of '" + String.join("', '", SIZED) + "'");
        boolean outside = Said.attribute(video, "name", "driver").equals("vhostuser");
        boolean behind = !Said.attribute(video, "iommu", "driver").isEmpty();
        Said.require(
                (!outside && !behind) || type.equals("virtio"),
                video,
                "a video device of type '" + type + "' has a driver of virtio's",
                "type='virtio'");
    }

    private static void checkBoard(Place model, String type, Guest guest) {
        boolean there =
                switch (guest.board()) {
                    case S390 -> type.equals("virtio") || type.isEmpty();
                    case PSERIES -> !type.equals("ramfb");
                    case I440FX, Q35, ARM_VIRT, RISCV_VIRT, OTHER -> true;
                };
        Said.require(
                there,
                model,
                "there is no video device of type '" + type + "' on " + guest.name(),
                "type='virtio'");
    }
}
