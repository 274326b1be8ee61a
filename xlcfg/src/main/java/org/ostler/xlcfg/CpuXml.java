package org.ostler.xlcfg;

import org.ostler.model.XmlElement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Processors as a domain's description has them: model, features and virtual NUMA, both ways.
final class CpuXml {
    private static final Map<String, String> NAMES =
            Map.of(
                    "sse3", "pni",
                    "sse41", "sse4.1",
                    "sse42", "sse4.2",
                    "cmt", "cmt",
                    "cmplegacy", "cmp_legacy",
                    "cr8legacy", "cr8legacy",
                    "htt", "ht",
                    "tm", "tm");

    private CpuXml() {}

    static Optional<Xml> toXml(XlConfig config) {
        Optional<Boolean> nested = config.get(XlHvmOptions.NESTEDHVM);
        Optional<String> features =
                config.get(XlHvmOptions.CPUID)
                        .filter(is -> is.size() == 1 && is.getFirst().startsWith("host"))
                        .map(List::getFirst);
        Optional<List<VnumaNode>> nodes = config.get(XlOptions.VNUMA).filter(is -> !is.isEmpty());
        if (nested.isEmpty() && features.isEmpty() && nodes.isEmpty()) {
            return Optional.empty();
        }
        Xml cpu = Xml.of("cpu");
        if (nested.isPresent() || features.isPresent()) {
            cpu.with("mode", "host-passthrough");
        }
        if (nested.isPresent() && !nested.get()) {
            cpu.add(feature("disable", "vmx")).add(feature("disable", "svm"));
        }
        features.ifPresent(is -> addFeatures(cpu, is));
        return Optional.of(cpu.add(nodes.map(CpuXml::numa)));
    }

    private static Xml feature(String policy, String name) {
        return Xml.of("feature").with("policy", policy).with("name", name);
    }

    private static void addFeatures(Xml cpu, String words) {
        for (String word : words.split(",", -1)) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? "" : word.substring(0, equals).strip();
            String policy = equals < 0 ? "" : policy(word.substring(equals + 1).strip());
            if (!policy.isEmpty()) {
                cpu.add(feature(policy, NAMES.getOrDefault(name, name)));
            }
        }
    }

    private static String policy(String value) {
        return switch (value) {
            case "1" -> "force";
            case "0" -> "disable";
            case "x" -> "optional";
            case "k", "s" -> "require";
            default -> "";
        };
    }

    private static Xml numa(List<VnumaNode> nodes) {
        Xml numa = Xml.of("numa");
        for (int i = 0; i < nodes.size(); i++) {
            VnumaNode node = nodes.get(i);
            Xml cell =
                    Xml.of("cell")
                            .with("id", i)
                            .with("cpus", node.vcpus())
                            .with("memory", node.sizeMib().orElse(0L) << 10)
                            .with("unit", "KiB");
            if (!node.distances().isEmpty()) {
                Xml distances = Xml.of("distances");
                for (int j = 0; j < node.distances().size(); j++) {
                    distances.add(
                            Xml.of("sibling").with("id", j).with("value", node.distances().get(j)));
                }
                cell.add(distances);
            }
            numa.add(cell);
        }
        return numa;
    }

    /// Nested virtualisation, which a guest without features of its own has when its processor is
    /// the host's.
    static Optional<Boolean> nested(XmlElement domain) {
        Optional<XmlElement> cpu =
                domain.child("cpu").filter(is -> Xml.is(is, "mode", "host-passthrough"));
        if (cpu.isEmpty()) {
            return Optional.empty();
        }
        List<XmlElement> features = cpu.get().children("feature");
        boolean off = features.stream().anyMatch(CpuXml::isVirtualisation);
        boolean others = features.stream().anyMatch(is -> !isVirtualisation(is));
        return off ? Optional.of(false) : others ? Optional.empty() : Optional.of(true);
    }

    private static boolean isVirtualisation(XmlElement feature) {
        String name = feature.attribute("name").orElse("");
        return Xml.is(feature, "policy", "disable") && (name.equals("vmx") || name.equals("svm"));
    }

    /// The features as xl's words.
    static Optional<List<String>> cpuid(XmlElement domain) {
        var words = new ArrayList<String>();
        List<XmlElement> features =
                domain.child("cpu").map(is -> is.children("feature")).orElse(List.of());
        for (XmlElement feature : features) {
            if (!isVirtualisation(feature)) {
                words.add(name(feature.attribute("name").orElse("")) + "=" + value(feature));
            }
        }
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(List.of("host," + String.join(",", words)));
    }

    private static String name(String feature) {
        return NAMES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(feature))
                .findFirst()
                .map(Map.Entry::getKey)
                .orElse(feature);
    }

    private static String value(XmlElement feature) {
        return switch (feature.attribute("policy").orElse("require")) {
            case "force" -> "1";
            case "disable", "forbid" -> "0";
            case "optional" -> "x";
            default -> "k";
        };
    }

    /// The virtual nodes, distances completed: what one side does not say is what the other says,
    /// or 20.
    static Optional<List<VnumaNode>> nodes(XmlElement domain) {
        List<XmlElement> cells =
                domain.child("cpu")
                        .flatMap(is -> is.child("numa"))
                        .map(is -> is.children("cell"))
                        .orElse(List.of());
        if (cells.isEmpty()) {
            return Optional.empty();
        }
        var distances = new ArrayList<Map<Integer, Long>>();
        for (int i = 0; i < cells.size(); i++) {
            distances.add(distances(cells.get(i)));
        }
        var nodes = new ArrayList<VnumaNode>();
        for (int i = 0; i < cells.size(); i++) {
            var row = new ArrayList<Long>();
            for (int j = 0; j < cells.size(); j++) {
                long unsaid = distances.get(j).getOrDefault(i, i == j ? 10L : 20L);
                row.add(distances.get(i).getOrDefault(j, unsaid));
            }
            nodes.add(
                    new VnumaNode(
                            Optional.of((long) i),
                            Xml.number(cells.get(i), "memory").map(kib -> kib >> 10),
                            cells.get(i).attribute("cpus"),
                            row,
                            Map.of()));
        }
        return Optional.of(nodes);
    }

    private static Map<Integer, Long> distances(XmlElement cell) {
        return cell.child("distances").map(is -> is.children("sibling")).orElse(List.of()).stream()
                .collect(
                        Collectors.toMap(
                                sibling -> Xml.number(sibling, "id").orElse(0L).intValue(),
                                sibling -> Xml.number(sibling, "value").orElse(20L),
                                (first, _) -> first));
    }
}
