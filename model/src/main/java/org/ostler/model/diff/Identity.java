package org.ostler.model.diff;

import org.ostler.model.XmlAttribute;
import org.ostler.model.XmlElement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What tells elements of one name apart, wherever the format lets there be several: a disk is the
/// disk of its target, whichever place it has in the list. Pure.
///
/// A way to tell them apart is a list of relative places that must all be there: `@name` (an
/// attribute), `source/address/@*` (all attributes of a child), `key/text()`.
final class Identity {
    static final String DEVICES = "/domain/devices";

    /// One way to tell elements apart.
    private record Way(List<String> places) {}

    private static final Way ALIAS = way("alias/@name");
    private static final Way ADDRESS = way("address/@*");
    private static final Way NAME = way("@name");

    private static final Map<String, List<Way>> WAYS =
            Map.ofEntries(
                    device("disk", way("target/@dev")),
                    device("controller", way("@type", "@index")),
                    device("interface", way("mac/@address")),
                    device("filesystem", way("target/@dir")),
                    device("lease", way("lockspace/text()", "key/text()")),
                    device("serial", way("target/@port")),
                    device("parallel", way("target/@port")),
                    device("console", way("target/@port")),
                    device("channel", way("target/@name"), way("target/@address", "target/@port")),
                    device("input", way("@type", "@bus")),
                    device("graphics", way("@type")),
                    device("audio", way("@id")),
                    device("shmem", NAME),
                    device(
                            "hostdev",
                            way("source/adapter/@name", "source/address/@*"),
                            way("source/address/@*"),
                            way("source/vendor/@id", "source/product/@id"),
                            way("source/block/text()"),
                            way("source/char/text()")),
                    part("/domain/cpu/feature", NAME),
                    part("/domain/cpu/numa/cell", way("@id")),
                    part("/domain/clock/timer", NAME),
                    part("/domain/vcpus/vcpu", way("@id")),
                    part("/domain/iothreadids/iothread", way("@id")),
                    part("/domain/cputune/vcpupin", way("@vcpu")),
                    part("/domain/cputune/iothreadpin", way("@iothread")),
                    part("/domain/cputune/vcpusched", way("@vcpus")),
                    part("/domain/cputune/iothreadsched", way("@iothreads")),
                    part("/domain/cputune/cachetune", way("@vcpus")),
                    part("/domain/cputune/memorytune", way("@vcpus")),
                    part("/domain/blkiotune/device", way("path/text()")),
                    part("/domain/numatune/memnode", way("@cellid")),
                    part(
                            "/domain/memoryBacking/hugepages/page",
                            way("@size", "@nodeset"),
                            way("@size")),
                    part("/domain/perf/event", NAME),
                    part("/domain/seclabel", way("@model")),
                    part("/domain/devices/interface/ip", way("@address")),
                    part("/domain/devices/graphics/channel", NAME));

    private Identity() {}

    private static Way way(String... places) {
        return new Way(List.of(places));
    }

    private static Map.Entry<String, List<Way>> device(String name, Way... ways) {
        return Map.entry(DEVICES + "/" + name, List.of(ways));
    }

    private static Map.Entry<String, List<Way>> part(String path, Way... ways) {
        return Map.entry(path, List.of(ways));
    }

    /// Whether elements at that place come and go as a whole.
    static boolean isThing(String plain) {
        return WAYS.containsKey(plain) || (isDevice(plain) && !plain.endsWith("/emulator"));
    }

    /// Whether that is the place of a device.
    static boolean isDevice(String plain) {
        return plain.startsWith(DEVICES + "/") && plain.indexOf('/', DEVICES.length() + 1) < 0;
    }

    /// What tells the element from all others at its place, as a condition of XPath.
    static Optional<String> natural(String plain, XmlElement element) {
        for (Way way : WAYS.getOrDefault(plain, List.of())) {
            Optional<String> condition = condition(element, way);
            if (condition.isPresent()) {
                return condition;
            }
        }
        return Optional.empty();
    }

    /// The alias of a device, as a condition.
    static Optional<String> alias(XmlElement element) {
        return condition(element, ALIAS);
    }

    /// The address of a device, as a condition.
    static Optional<String> address(XmlElement element) {
        return condition(element, ADDRESS);
    }

    private static Optional<String> condition(XmlElement element, Way way) {
        List<String> parts = new ArrayList<>();
        for (String place : way.places) {
            int slash = place.lastIndexOf('/');
            Optional<XmlElement> at = Optional.of(element);
            String inner = slash < 0 ? "" : place.substring(0, slash);
            for (String step : inner.isEmpty() ? new String[0] : inner.split("/")) {
                at = at.flatMap(found -> found.child(step));
            }
            String prefix = inner.isEmpty() ? "" : inner + "/";
            List<String> found =
                    at.map(one -> values(one, prefix, place.substring(slash + 1)))
                            .orElse(List.of());
            if (found.isEmpty()) {
                return Optional.empty();
            }
            parts.addAll(found);
        }
        return Optional.of(String.join(" and ", parts));
    }

    private static List<String> values(XmlElement element, String prefix, String what) {
        if (what.equals("text()")) {
            String text = element.text().strip();
            return text.isEmpty()
                    ? List.of()
                    : List.of(prefix.substring(0, prefix.length() - 1) + "=" + quoted(text));
        }
        return element.attributes().stream()
                .filter(attribute -> what.equals("@*") || what.equals("@" + attribute.name()))
                .map(XmlAttribute::name)
                .sorted()
                .map(name -> prefix + "@" + name + "=" + quoted(value(element, name)))
                .toList();
    }

    private static String value(XmlElement element, String attribute) {
        return element.attribute(attribute).orElseThrow();
    }

    /// A text in the quotes that it does not contain; XPath has no way to say both.
    private static String quoted(String text) {
        return text.indexOf('\'') < 0 ? "'" + text + "'" : "\"" + text + "\"";
    }
}
