package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;
import org.ostler.model.XmlElement;
import org.ostler.model.XmlNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    private static final Node TREE = tree();

    /// The words of one element, and the elements below it that have some.
    private static final class Node {
        private final List<Word> words = new ArrayList<>();
        private final Map<String, Node> below = new HashMap<>();
    }

    private WordRules() {}

    private static Node tree() {
        Node root = new Node();
        for (Word word : WORDS) {
            Node node = root;
            for (String name : word.path()) {
                node = node.below.computeIfAbsent(name, _ -> new Node());
            }
            node.words.add(word);
        }
        return root;
    }

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
        check(guest.domain(), TREE);
    }

    /// Every element is looked at once, whatever the number of words.
    private static void check(Place place, Node node) {
        for (Word word : node.words) {
            check(place, word);
        }
        if (node.below.isEmpty()) {
            return;
        }
        for (XmlNode child : place.element().children()) {
            if (child instanceof XmlElement element && element.namespace().isEmpty()) {
                Node next = node.below.get(element.name());
                if (next != null) {
                    check(place.inside(element), next);
                }
            }
        }
    }

    private static void check(Place place, Word word) {
        boolean any = word.known().equals(List.of(""));
        if (!Said.has(place, word.attribute())) {
            if (word.needed()) {
                throw place.fail(
                        "attribute '" + word.attribute() + "' is missing",
                        any
                                ? "a word of one's own"
                                : "one of '" + String.join("', '", word.known()) + "'");
            }
            return;
        }
        String said = Said.attribute(place, word.attribute());
        if (!any && !word.known().contains(said)) {
            throw place.fail(
                    "attribute '" + word.attribute() + "' has the unknown value '" + said + "'",
                    "one of '" + String.join("', '", word.known()) + "'");
        }
    }
}
