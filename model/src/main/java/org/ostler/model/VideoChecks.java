package org.ostler.model;

import java.util.List;

/// What libvirt refuses in video devices whatever the hypervisor; found by trying libvirt's test
/// driver.
final class VideoChecks {
    private VideoChecks() {}

    static void check(Devices devices, Place place) {
        boolean primary = false;
        List<Video> videos = devices.videos();
        for (int i = 0; i < videos.size(); i++) {
            Video video = videos.get(i);
            boolean first = video.model().flatMap(Video.Model::primary).orElse(false);
            if (first && primary) {
                throw place.child("video", i)
                        .fail(
                                SpecException.Kind.UNSUPPORTED,
                                "there is another primary video device",
                                "one at most");
            }
            primary |= first;
            boolean memory =
                    video.model().map(model -> model.type().xml().equals("ramfb")).orElse(false);
            if (memory && video.address().isPresent()) {
                throw place.child("video", i)
                        .fail(
                                SpecException.Kind.UNSUPPORTED,
                                "a video device of type 'ramfb' has no address",
                                "no element 'address'");
            }
        }
    }
}
