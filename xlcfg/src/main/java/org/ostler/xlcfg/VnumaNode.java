package org.ostler.xlcfg;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// A node of a virtual NUMA topology: xl.cfg(5), `vnuma`.
///
/// @param pnode the host's node that it is on
/// @param sizeMib its memory in MiB
/// @param vcpus its CPUs, such as `0-3,5`
/// @param distances to every node in order, itself included; may be empty
/// @param others settings without a component, as they stand
public record VnumaNode(
        Optional<Long> pnode,
        Optional<Long> sizeMib,
        Optional<String> vcpus,
        List<Long> distances,
        Map<String, String> others) {
    private static final XlKind<VnumaNode> ITEM =
            new XlKind<>("a list of key=value strings", VnumaNode::read, VnumaNode::write, null);

    static final XlKind<List<VnumaNode>> KIND =
            XlKind.list("a list of lists of key=value strings", ITEM);

    public VnumaNode {
        distances = List.copyOf(distances);
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }

    private static @Nullable VnumaNode read(XlValue value, XlReadContext in) {
        List<String> parts = XlKind.TEXTS.reader().apply(value, in);
        if (parts == null) {
            return null;
        }
        var words = new SpecWords(in);
        parts.forEach(words::put);
        return new VnumaNode(
                words.number("pnode"),
                words.number("size"),
                words.text("vcpus"),
                distances(words.text("vdistances").orElse(""), in),
                words.others(Set.of()));
    }

    private static List<Long> distances(String text, XlReadContext in) {
        var distances = new ArrayList<Long>();
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            OptionalLong distance = XlNumbers.parse(part.strip());
            if (distance.isEmpty()) {
                throw in.fail("'" + part + "' among the distances", "a number");
            }
            distances.add(distance.getAsLong());
        }
        return distances;
    }

    private XlValue write() {
        var parts = new ArrayList<XlValue>();
        pnode.ifPresent(is -> parts.add(XlValue.of("pnode=" + is)));
        sizeMib.ifPresent(is -> parts.add(XlValue.of("size=" + is)));
        vcpus.ifPresent(is -> parts.add(XlValue.of("vcpus=" + is)));
        if (!distances.isEmpty()) {
            parts.add(
                    XlValue.of(
                            distances.stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(",", "vdistances=", ""))));
        }
        others.forEach((key, value) -> parts.add(XlValue.of(SpecShape.part(key, value))));
        return XlValue.of(parts);
    }
}
