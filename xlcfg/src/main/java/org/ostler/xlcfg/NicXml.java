package org.ostler.xlcfg;

import org.ostler.model.XmlElement;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Network interfaces as a domain's description has them, both ways.
final class NicXml {
    private static final String OPEN_VSWITCH = "vif-openvswitch";
    private static final Pattern RATE = Pattern.compile("([0-9]+)([KMG]?)([Bb])/s(@.*)?");

    private NicXml() {}

    static Xml toXml(NicSpec nic) {
        boolean bridged =
                nic.bridge().isPresent()
                        || nic.script().filter(is -> is.endsWith("vif-bridge")).isPresent();
        Xml xml =
                Xml.of("interface")
                        .with("type", bridged ? "bridge" : "ethernet")
                        .add(nic.mac().map(is -> Xml.of("mac").with("address", is)));
        boolean open = nic.script().filter(is -> is.endsWith(OPEN_VSWITCH)).isPresent();
        nic.bridge().ifPresent(is -> addBridge(xml, is, open));
        if (open) {
            xml.add(Xml.of("virtualport").with("type", "openvswitch"));
        }
        for (String ip :
                nic.ip().map(is -> List.of(is.trim().split("\\s+", -1))).orElse(List.of())) {
            xml.add(
                    Xml.of("ip")
                            .with("address", ip)
                            .with("family", ip.indexOf(':') >= 0 ? "ipv6" : "ipv4"));
        }
        nic.rate()
                .flatMap(NicXml::kibPerSecond)
                .ifPresent(
                        average ->
                                xml.add(
                                        Xml.of("bandwidth")
                                                .add(Xml.of("outbound").with("average", average))));
        xml.add(nic.backend().map(is -> Xml.of("backenddomain").with("name", is)));
        xml.add(nic.script().map(is -> Xml.of("script").with("path", is)));
        xml.add(nic.vifname().map(is -> Xml.of("target").with("dev", is)));
        Optional<String> model =
                nic.type().filter("vif"::equals).map(_ -> "netfront").or(nic::model);
        xml.add(model.map(is -> Xml.of("model").with("type", is)));
        return xml.add(nic.mtu().map(is -> Xml.of("mtu").with("size", is)));
    }

    /// `bridge`, and with Open vSwitch `bridge.42` or `bridge:42:43`.
    private static void addBridge(Xml xml, String bridge, boolean open) {
        int end = open ? firstOf(bridge, ".:") : -1;
        xml.add(Xml.of("source").with("bridge", end < 0 ? bridge : bridge.substring(0, end)));
        if (end < 0) {
            return;
        }
        Xml vlan = Xml.of("vlan");
        if (bridge.charAt(end) == ':') {
            vlan.with("trunk", "yes");
        }
        for (String tag : bridge.substring(end + 1).split(":", -1)) {
            vlan.add(Xml.of("tag").with("id", tag));
        }
        xml.add(vlan);
    }

    private static int firstOf(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /// The rate in KiB per second, which is how a description says it.
    static Optional<Long> kibPerSecond(String rate) {
        Matcher matcher = RATE.matcher(rate);
        if (!matcher.matches() || matcher.group(1).length() > 9) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        long bytes =
                switch (matcher.group(2)) {
                    case "G" -> number << 30;
                    case "M" -> number << 20;
                    case "K" -> number << 10;
                    default -> number;
                };
        return Optional.of((matcher.group(3).equals("b") ? bytes / 8 : bytes) >> 10);
    }

    static NicSpec toSpec(XmlElement nic, boolean hvm) {
        Optional<String> model = Xml.childAttribute(nic, "model", "type");
        boolean front = hvm && model.filter("netfront"::equals).isPresent();
        List<String> ips =
                nic.children("ip").stream()
                        .flatMap(ip -> ip.attribute("address").stream())
                        .toList();
        return new NicSpec(
                Xml.childAttribute(nic, "mac", "address"),
                bridge(nic),
                front ? Optional.of("vif") : Optional.empty(),
                front ? Optional.empty() : model.filter(is -> !is.equals("netfront")),
                Xml.childAttribute(nic, "target", "dev"),
                script(nic),
                ips.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", ips)),
                Xml.childAttribute(nic, "backenddomain", "name"),
                nic.child("bandwidth")
                        .flatMap(is -> Xml.childAttribute(is, "outbound", "average"))
                        .map(average -> average + "KB/s"),
                Optional.empty(),
                nic.child("mtu").flatMap(is -> Xml.number(is, "size")),
                Optional.empty(),
                Optional.empty(),
                new LinkedHashMap<>());
    }

    private static Optional<String> script(XmlElement nic) {
        Optional<String> script = Xml.childAttribute(nic, "script", "path");
        boolean open =
                Xml.childAttribute(nic, "virtualport", "type")
                        .filter("openvswitch"::equals)
                        .isPresent();
        if (script.isPresent()) {
            return script;
        }
        if (open) {
            return Optional.of(OPEN_VSWITCH);
        }
        return Xml.is(nic, "type", "bridge") ? Optional.of("vif-bridge") : Optional.empty();
    }

    private static Optional<String> bridge(XmlElement nic) {
        Optional<XmlElement> vlan = nic.child("vlan");
        String tags =
                vlan.map(
                                is ->
                                        is.children("tag").stream()
                                                .flatMap(tag -> tag.attribute("id").stream())
                                                .collect(Collectors.joining(":")))
                        .orElse("");
        boolean trunk =
                vlan.filter(is -> Xml.is(is, "trunk", "yes")).isPresent() || tags.indexOf(':') > 0;
        return nic.child("source")
                .flatMap(is -> is.attribute("bridge").or(() -> is.attribute("network")))
                .map(name -> tags.isEmpty() ? name : name + (trunk ? ":" : ".") + tags);
    }
}
