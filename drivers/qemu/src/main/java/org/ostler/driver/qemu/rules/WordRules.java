package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.ArrayList;
import java.util.List;

/// Words that libvirt's format does not know in elements that the model keeps without a type.
final class WordRules {
    /// What an attribute may say.
    ///
    /// @param path the element, from the domain down
    /// @param needed whether it must be said
    private record Word(List<String> path, String attribute, boolean needed, List<String> known) {}

    private static final List<String> SWITCH = List.of("on", "off");
    private static final List<String> ANSWER = List.of("yes", "no");

    private static final List<Word> WORDS =
            List.of(
                    may("devices/sound", "model", "sb16 es1370 pcspk ac97 ich6 ich7 ich9 usb"),
                    may("devices/tpm", "model", "tpm-tis tpm-crb tpm-spapr spapr-tpm-proxy"),
                    must("devices/tpm/backend", "type", "passthrough emulator external"),
                    must("devices/smartcard", "mode", "host host-certificates passthrough"),
                    may(
                            "devices/audio",
                            "type",
                            "none alsa coreaudio jack oss pulseaudio sdl spice file dbus"),
                    may("devices/hostdev", "mode", "subsystem capabilities"),
                    must("devices/memory", "model", "dimm nvdimm virtio-pmem virtio-mem sgx-epc"),
                    must("devices/iommu", "model", "intel smmuv3 virtio"),
                    must("devices/shmem", "name", ""),
                    may("devices/shmem", "role", "master peer"),
                    may("devices/shmem/model", "type", "ivshmem ivshmem-plain ivshmem-doorbell"),
                    may(
                            "devices/vsock",
                            "model",
                            "virtio virtio-transitional virtio-non-transitional"),
                    may("devices/filesystem", "accessmode", "passthrough mapped squash"),
                    may("devices/filesystem", "multidevs", "default remap forbid warn"),
                    may("devices/redirdev", "bus", "usb"),
                    must("devices/hub", "type", "usb"),
                    must("launchSecurity", "type", "sev s390-pv"),
                    new Word(List.of("keywrap", "cipher"), "state", true, SWITCH),
                    must("keywrap/cipher", "name", "aes dea"),
                    may("seclabel", "type", "static dynamic none"),
                    must("os/firmware/feature", "name", "enrolled-keys secure-boot"),
                    new Word(List.of("os", "firmware", "feature"), "enabled", true, ANSWER),
                    may("numatune/memory", "mode", "strict preferred interleave restrictive"),
                    must("cpu/cache", "mode", "passthrough emulate disable"),
                    must("cpu/maxphysaddr", "mode", "passthrough emulate"),
                    may("memoryBacking/source", "type", "file anonymous memfd"),
                    may("memoryBacking/access", "mode", "shared private"),
                    may("memoryBacking/allocation", "mode", "immediate ondemand"));

    private WordRules() {}

    private static Word may(String path, String attribute, String words) {
        return new Word(split(path, "/"), attribute, false, split(words, " "));
    }

    private static Word must(String path, String attribute, String words) {
        return new Word(split(path, "/"), attribute, true, split(words, " "));
    }

    private static List<String> split(String text, String by) {
        return List.of(text.split(by, -1));
    }

    static void check(Guest guest) {
        for (Word word : WORDS) {
            for (Place place : places(guest.domain(), word.path())) {
                check(place, word);
            }
        }
    }

    private static List<Place> places(Place domain, List<String> path) {
        List<Place> here = List.of(domain);
        for (String name : path) {
            List<Place> inside = new ArrayList<>();
            for (Place place : here) {
                if (place.element().child(name).isPresent()) {
                    inside.addAll(place.children(name));
                }
            }
            here = inside;
        }
        return here;
    }

    private static void check(Place place, Word word) {
        boolean any = word.known().equals(List.of(""));
        String expected =
                any ? "a word of one's own" : "one of '" + String.join("', '", word.known()) + "'";
        if (!Said.has(place, word.attribute())) {
            if (word.needed()) {
                throw place.fail("attribute '" + word.attribute() + "' is missing", expected);
            }
            return;
        }
        String said = Said.attribute(place, word.attribute());
        if (!any && !word.known().contains(said)) {
            throw place.fail(
                    "attribute '" + word.attribute() + "' has the unknown value '" + said + "'",
                    expected);
        }
    }
}
