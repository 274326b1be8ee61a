package org.ostler.xlcfg;

import org.ostler.model.XmlElement;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Serial and parallel ports, as words of QEMU's command line and as elements.
final class CharXml {
    private static final Set<String> KINDS =
            Set.of(
                    "null", "vc", "stdio", "pty", "dev", "file", "pipe", "unix", "tcp", "telnet",
                    "udp");

    private CharXml() {}

    /// The element of a port; nothing for `none`, and for words that no element says.
    static Optional<Xml> toXml(String element, String words, Xml target) {
        if (words.equals("none") || words.isEmpty()) {
            return Optional.empty();
        }
        int colon = words.indexOf(':');
        String kind = words.startsWith("/") ? "dev" : colon < 0 ? words : words.substring(0, colon);
        if (!KINDS.contains(kind)) {
            return Optional.empty();
        }
        String rest = words.startsWith("/") ? words : words.substring(colon + 1);
        String type = kind.equals("telnet") ? "tcp" : kind;
        Xml xml = Xml.of(element).with("type", type);
        switch (kind) {
            case "dev", "file", "pipe" -> xml.add(Xml.of("source").with("path", rest));
            case "unix" -> unix(xml, rest);
            case "tcp", "telnet" -> tcp(xml, rest, kind.equals("telnet"));
            case "udp" -> udp(xml, rest);
            default -> {}
        }
        return Optional.of(xml.add(target));
    }

    private static void unix(Xml xml, String rest) {
        int comma = rest.indexOf(',');
        boolean server = rest.contains(",server");
        xml.add(
                Xml.of("source")
                        .with("mode", server ? "bind" : "connect")
                        .with("path", comma < 0 ? rest : rest.substring(0, comma)));
    }

    private static void tcp(Xml xml, String rest, boolean telnet) {
        int comma = rest.indexOf(',');
        xml.add(
                endpoint(
                        rest.contains(",server") ? "bind" : "connect",
                        comma < 0 ? rest : rest.substring(0, comma)));
        xml.add(Xml.of("protocol").with("type", telnet ? "telnet" : "raw"));
    }

    private static void udp(Xml xml, String rest) {
        int at = rest.indexOf('@');
        if (at >= 0) {
            xml.add(endpoint("bind", rest.substring(at + 1)));
        }
        xml.add(endpoint("connect", at < 0 ? rest : rest.substring(0, at)));
    }

    private static Xml endpoint(String mode, String address) {
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? address : address.substring(0, colon);
        return Xml.of("source")
                .with("mode", mode)
                .with("host", host.isEmpty() ? Optional.empty() : Optional.of(host))
                .with("service", colon < 0 ? "" : address.substring(colon + 1));
    }

    /// The words of a port's element.
    static String words(XmlElement port) {
        String type = port.attribute("type").orElse("pty");
        List<XmlElement> sources = port.children("source");
        String path = sources.isEmpty() ? "" : sources.getFirst().attribute("path").orElse("");
        return switch (type) {
            case "dev" -> path;
            case "file", "pipe" -> type + ":" + path;
            case "unix" -> "unix:" + path + (isServer(sources) ? ",server,nowait" : "");
            case "tcp" -> {
                boolean telnet =
                        Xml.childAttribute(port, "protocol", "type")
                                .filter("telnet"::equals)
                                .isPresent();
                yield (telnet ? "telnet:" : "tcp:")
                        + (sources.isEmpty() ? "" : address(sources.getFirst()))
                        + (isServer(sources) ? ",server,nowait" : "");
            }
            case "udp" -> udp(sources);
            default -> type;
        };
    }

    private static String udp(List<XmlElement> sources) {
        var text = new StringBuilder("udp:");
        sources.stream()
                .filter(is -> !Xml.is(is, "mode", "bind"))
                .findFirst()
                .ifPresent(is -> text.append(address(is)));
        sources.stream()
                .filter(is -> Xml.is(is, "mode", "bind"))
                .findFirst()
                .ifPresent(is -> text.append('@').append(address(is)));
        return text.toString();
    }

    private static boolean isServer(List<XmlElement> sources) {
        return !sources.isEmpty() && Xml.is(sources.getFirst(), "mode", "bind");
    }

    private static String address(XmlElement source) {
        return source.attribute("host").orElse("") + ":" + source.attribute("service").orElse("");
    }
}
