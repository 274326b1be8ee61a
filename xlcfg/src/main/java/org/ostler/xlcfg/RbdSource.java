package org.ostler.xlcfg;

import org.ostler.model.XmlElement;

import java.util.ArrayList;
import java.util.List;

/// A Ceph image as QEMU's disk back end takes it: `rbd:pool/image:id=…:mon_host=…`, where a
/// backslash takes the meaning from the character behind it.
final class RbdSource {
    private static final String PREFIX = "rbd:";

    private RbdSource() {}

    static boolean isRbd(String target) {
        return target.startsWith(PREFIX);
    }

    static Xml toXml(String target) {
        List<String> parts = split(target.substring(PREFIX.length()), ':');
        Xml xml = Xml.of("source").with("protocol", "rbd").with("name", plain(parts.getFirst()));
        for (String part : parts.subList(1, parts.size())) {
            if (part.startsWith("mon_host=")) {
                for (String host : split(plain(part.substring(9)), ';')) {
                    xml.add(host(host));
                }
            } else if (part.startsWith("conf=")) {
                xml.add(Xml.of("config").with("file", plain(part.substring(5))));
            }
        }
        return xml;
    }

    private static Xml host(String host) {
        int colon = host.lastIndexOf(':');
        boolean port = colon > 0 && colon > host.lastIndexOf(']');
        String name = port ? host.substring(0, colon) : host;
        Xml xml = Xml.of("host").with("name", name.replace("[", "").replace("]", ""));
        return port ? xml.with("port", host.substring(colon + 1)) : xml;
    }

    /// Splits where the separator has its meaning, and leaves the backslashes in.
    private static List<String> split(String text, char separator) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                part.append(c).append(text.charAt(++i));
            } else if (c == separator) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    /// Takes away one level of backslashes.
    private static String plain(String text) {
        return text.replaceAll("\\\\+(.)", "$1");
    }

    static String toTarget(XmlElement source) {
        var text = new StringBuilder(source.attribute("protocol").orElse("")).append(':');
        text.append(source.attribute("name").orElse(""));
        if (!text.toString().startsWith(PREFIX)) {
            return text.toString();
        }
        text.append(":auth_supported=none");
        List<XmlElement> hosts = source.children("host");
        for (int i = 0; i < hosts.size(); i++) {
            text.append(i == 0 ? ":mon_host=" : "\\;");
            String name = hosts.get(i).attribute("name").orElse("");
            text.append(name.indexOf(':') >= 0 ? "[" + name.replace(":", "\\:") + "]" : name);
            hosts.get(i).attribute("port").ifPresent(port -> text.append("\\:").append(port));
        }
        source.child("config")
                .flatMap(config -> config.attribute("file"))
                .ifPresent(file -> text.append(":conf=").append(file));
        return text.toString();
    }
}
