package org.ostler.cli;

import org.ostler.model.FormatPlace;
import org.ostler.model.XmlAttribute;
import org.ostler.model.XmlElement;
import org.ostler.model.XmlNode;
import org.ostler.model.XmlText;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes the smallest guest that has a given place of the format, so that drivers can be asked what
/// becomes of it. Confined to one thread.
final class SampleGuest {
    private static final Pattern WORD = Pattern.compile("'([^']*)'");
    private static final Pattern NUMBER = Pattern.compile("from (-?[0-9a-fx]+) to");

    /// The names of disks that go with buses.
    private static final Map<String, String> DISKS =
            Map.of(
                    "ide", "hda", "scsi", "sda", "sata", "sda", "usb", "sda", "virtio", "vda",
                    "xen", "xvda", "fdc", "fda", "uml", "ubda", "sd", "sda");

    /// What some devices must have that the model has no type for.
    private static final Map<String, Map<String, String>> MORE =
            Map.of(
                    "/domain/devices/tpm",
                    Map.of("model", "tpm-tis", "backend/type", "emulator"),
                    "/domain/devices/channel",
                    Map.of("target/type", "virtio", "target/name", "org.example.sample"),
                    "/domain/devices/sound",
                    Map.of("model", "ich6"),
                    "/domain/launchSecurity",
                    Map.of("type", "sev"),
                    "/domain/maxMemory",
                    Map.of("slots", "16"));

    private final List<FormatPlace> places;
    private final Node root = new Node("domain");

    /// An element while it is made.
    private static final class Node {
        private final String name;
        private final Map<String, String> attributes = new LinkedHashMap<>();
        private final Map<String, Node> children = new LinkedHashMap<>();
        private String text = "";

        Node(String name) {
            this.name = name;
        }

        XmlElement element() {
            List<XmlNode> inside = new ArrayList<>();
            if (!text.isEmpty()) {
                inside.add(new XmlText(text));
            }
            children.values().forEach(child -> inside.add(child.element()));
            return new XmlElement(
                    name,
                    attributes.entrySet().stream()
                            .map(entry -> new XmlAttribute(entry.getKey(), entry.getValue()))
                            .toList(),
                    inside);
        }
    }

    /// @param places all of the format
    SampleGuest(List<FormatPlace> places) {
        this.places = places;
    }

    /// A guest with that place.
    ///
    /// @param value of the attribute or text; empty where it is an element without
    XmlElement with(FormatPlace place, String type, String value) {
        at("/domain").attributes.put("type", type);
        at("/domain/name").text = "sample";
        at("/domain/memory").text = "65536";
        at("/domain/os/type").text = "hvm";
        Node node = at(place.isAttribute() ? place.parent() : place.path());
        if (place.isAttribute()) {
            node.attributes.put(place.name().substring(1), value);
        } else if (!value.isEmpty()) {
            node.text = value;
        }
        disk(place, value);
        return root.element();
    }

    /// A disk needs a name, which goes with its bus.
    private void disk(FormatPlace place, String value) {
        if (place.path().startsWith("/domain/devices/disk")
                && !place.path().equals("/domain/devices/disk/target/@dev")) {
            boolean bus = place.path().equals("/domain/devices/disk/target/@bus");
            String name = bus ? DISKS.getOrDefault(value, "sda") : "hda";
            at("/domain/devices/disk/target").attributes.put("dev", name);
            if (value.equals("fdc")) {
                at("/domain/devices/disk").attributes.put("device", "floppy");
            }
            if (!place.path().startsWith("/domain/devices/disk/source")) {
                at("/domain/devices/disk/source").attributes.putIfAbsent("file", "/sample");
            }
        }
    }

    /// The element of that path, which is made with all that it must have.
    private Node at(String path) {
        Node node = root;
        StringBuilder done = new StringBuilder("/domain");
        for (String name : path.substring("/domain".length()).split("/", -1)) {
            if (!name.isEmpty()) {
                done.append('/').append(name);
                Node parent = node;
                Node child = parent.children.get(name);
                if (child == null) {
                    child = new Node(name);
                    parent.children.put(name, child);
                    fill(done.toString(), child);
                }
                node = child;
            }
        }
        return node;
    }

    private void fill(String path, Node node) {
        MORE.getOrDefault(path, Map.of())
                .forEach(
                        (name, value) -> {
                            int slash = name.indexOf('/');
                            Node at = slash < 0 ? node : at(path + "/" + name.substring(0, slash));
                            at.attributes.put(name.substring(slash + 1), value);
                        });
        for (FormatPlace place : places) {
            if (place.path().equals(path) && place.required() && !place.values().isEmpty()) {
                node.text = first(place);
            }
            if (place.parent().equals(path) && place.required() && place.isAttribute()) {
                node.attributes.put(place.name().substring(1), first(place));
            }
            if (place.parent().equals(path) && place.required() && !place.isAttribute()) {
                at(place.path());
            }
        }
    }

    /// The values that a place takes, where these are words; else one that it takes.
    static List<String> values(FormatPlace place) {
        String values = place.values();
        List<String> found = new ArrayList<>();
        Matcher words = WORD.matcher(values);
        while (words.find() && (values.startsWith("one of ") || values.startsWith("'"))) {
            found.add(words.group(1));
        }
        if (found.isEmpty()) {
            found.add(any(values));
        }
        return List.copyOf(found);
    }

    /// A value that fits the words: 1, or the least number; a UUID; else a text.
    private static String any(String values) {
        Matcher number = NUMBER.matcher(values);
        if (number.find()) {
            return number.group(1).matches("0|-\\d+") ? "1" : number.group(1);
        }
        if (values.startsWith("a UUID")) {
            return "c7a5fdb0-cdaf-9455-926a-d65c16db1809";
        }
        return values.isEmpty() ? "" : "x";
    }

    private static String first(FormatPlace place) {
        return values(place).getFirst();
    }
}
