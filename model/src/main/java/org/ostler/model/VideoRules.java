package org.ostler.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What follows from what is said of video devices.
final class VideoRules {
    private VideoRules() {}

    static List<Video> complete(List<Video> videos) {
        boolean chosen = videos.stream().anyMatch(VideoRules::isPrimary);
        List<Video> all = new ArrayList<>();
        for (int i = 0; i < videos.size(); i++) {
            Video video = videos.get(i);
            boolean primary = i == 0 && !chosen;
            all.add(
                    video.model().isEmpty()
                            ? video
                            : video.withModel(video.model().map(m -> complete(m, primary))));
        }
        return all;
    }

    private static boolean isPrimary(Video video) {
        return video.model().flatMap(Video.Model::primary).orElse(false);
    }

    private static Video.Model complete(Video.Model model, boolean primary) {
        if (model.type() == VideoType.NONE || model.type() == VideoType.DEFAULT) {
            return model;
        }
        OptionalInt ram =
                model.type() == VideoType.QXL ? OptionalInt.of(65_536) : OptionalInt.empty();
        return new Video.Model(
                model.type(),
                model.ramKib().isPresent() ? model.ramKib() : ram,
                model.vramKib().isPresent() ? model.vramKib() : vramKib(model.type()),
                model.vram64Kib(),
                model.vgamemKib(),
                model.heads().isPresent() ? model.heads() : OptionalInt.of(1),
                primary ? Optional.of(true) : model.primary(),
                model.kept());
    }

    private static OptionalInt vramKib(VideoType type) {
        return switch (type) {
            case VGA, CIRRUS, VMVGA, BOCHS -> OptionalInt.of(16_384);
            case XEN -> OptionalInt.of(4_096);
            case QXL -> OptionalInt.of(65_536);
            case VBOX, PARALLELS, VIRTIO, GOP, NONE, RAMFB, DEFAULT -> OptionalInt.empty();
        };
    }
}
