package org.ostler.model.document;

import org.jspecify.annotations.Nullable;
import org.ostler.model.Codec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// What each protocol of a filter's rule can be matched by, and how that is spelled.
final class FilterCodecs {
    /// `true` or `1`, `false` or `0`, in any case.
    static final Codec<Boolean> TRUTH =
            Codec.of(
                    text ->
                            switch (text.toLowerCase(Locale.ROOT)) {
                                case "true", "1", "yes" -> true;
                                case "false", "0", "no" -> false;
                                default -> null;
                            },
                    value -> value ? "true" : "false",
                    "'true' or 'false'");

    private static final Codec<String> MAC =
            variable(
                    text ->
                            text.matches("([0-9a-fA-F]{1,2}:){5}[0-9a-fA-F]{1,2}")
                                    ? mac(text)
                                    : null,
                    "six hexadecimal bytes joined by colons");
    private static final Codec<String> IPV4 = variable(spelled(IpAddress.V4), "an address of IPv4");
    private static final Codec<String> IPV6 = variable(spelled(IpAddress.V6), "an address of IPv6");
    private static final Codec<String> IPV4_MASK = mask(IpAddress.V4, 32);
    private static final Codec<String> IPV6_MASK = mask(IpAddress.V6, 128);
    private static final Codec<String> BITS_6 = number(0, 63);
    private static final Codec<String> BITS_8 = number(0, 255);
    private static final Codec<String> BITS_12 = number(0, 4095);
    private static final Codec<String> BITS_16 = number(0, 65_535);
    private static final Codec<String> BITS_32 = number(0, 0xffff_ffffL);
    private static final Codec<String> ETHERNET =
            named(0x600, 65_535, List.of("arp", "rarp", "ipv4", "ipv6", "vlan"));
    private static final Codec<String> PROTOCOL =
            named(
                    0,
                    255,
                    List.of(
                            "tcp", "udp", "udplite", "esp", "ah", "icmp", "igmp", "sctp",
                            "icmpv6"));
    private static final Codec<String> ARP_OPERATION =
            named(
                    0,
                    65_535,
                    List.of(
                            "Request",
                            "Reply",
                            "Request_Reverse",
                            "Reply_Reverse",
                            "DRARP_Request",
                            "DRARP_Reply",
                            "DRARP_Error",
                            "InARP_Request",
                            "ARP_NAK"));
    private static final Codec<String> STATES =
            flags("(NEW|ESTABLISHED|RELATED|INVALID|NONE)", "states such as 'NEW,ESTABLISHED'");
    private static final Codec<String> TCP_FLAGS =
            DocumentCodecs.matching(
                    "(%1$s(,%1$s)*)/(%1$s(,%1$s)*)".formatted("(SYN|ACK|URG|PSH|FIN|RST|ALL|NONE)"),
                    "a mask and flags such as 'SYN,ACK/SYN'");

    private static final int COMMENT_MAX = 256;

    private FilterCodecs() {}

    /// Every protocol with its attributes, in the order of writing.
    static Map<String, Map<String, Codec<String>>> protocols() {
        Map<String, Map<String, Codec<String>>> all = new LinkedHashMap<>();
        all.put("mac", end(link(start()), "protocolid", ETHERNET));
        Map<String, Codec<String>> vlan = link(start());
        vlan.put("vlanid", BITS_12);
        all.put("vlan", end(vlan, "encap-protocol", ETHERNET));
        all.put("stp", end(spanningTree(start())));
        all.put("arp", end(resolution(link(start()))));
        all.put("rarp", end(resolution(link(start()))));
        all.put("ip", end(internet(link(start()), IPV4, IPV4_MASK), "dscp", BITS_6));
        Map<String, Codec<String>> six = internet(link(start()), IPV6, IPV6_MASK);
        for (String name : List.of("type", "typeend", "code", "codeend")) {
            six.put(name, BITS_8);
        }
        all.put("ipv6", end(six));
        for (String protocol :
                List.of("tcp", "udp", "sctp", "icmp", "all", "esp", "ah", "udplite")) {
            all.put(protocol, transport(protocol, IPV4, IPV4_MASK));
            String six6 = protocol.equals("icmp") ? "icmpv6" : protocol + "-ipv6";
            all.put(six6, transport(protocol, IPV6, IPV6_MASK));
        }
        all.put("igmp", transport("igmp", IPV4, IPV4_MASK));
        return all;
    }

    private static Map<String, Codec<String>> start() {
        Map<String, Codec<String>> codecs = new LinkedHashMap<>();
        codecs.put("match", Codec.words("yes", "no"));
        codecs.put("srcmacaddr", MAC);
        return codecs;
    }

    private static Map<String, Codec<String>> link(Map<String, Codec<String>> codecs) {
        codecs.put("srcmacmask", MAC);
        codecs.put("dstmacaddr", MAC);
        codecs.put("dstmacmask", MAC);
        return codecs;
    }

    private static Map<String, Codec<String>> end(
            Map<String, Codec<String>> codecs, String last, Codec<String> codec) {
        codecs.put(last, codec);
        return end(codecs);
    }

    private static Map<String, Codec<String>> end(Map<String, Codec<String>> codecs) {
        codecs.put("comment", Codec.of(FilterCodecs::shortened, text -> text, "text"));
        return codecs;
    }

    /// libvirt keeps that much of a comment; half a character is none of it.
    private static String shortened(String comment) {
        if (comment.length() <= COMMENT_MAX) {
            return comment;
        }
        boolean halved = Character.isHighSurrogate(comment.charAt(COMMENT_MAX - 1));
        return comment.substring(0, halved ? COMMENT_MAX - 1 : COMMENT_MAX);
    }

    private static void addresses(
            Map<String, Codec<String>> codecs, Codec<String> address, Codec<String> mask) {
        codecs.put("srcipaddr", address);
        codecs.put("srcipmask", mask);
        codecs.put("dstipaddr", address);
        codecs.put("dstipmask", mask);
    }

    private static void ports(Map<String, Codec<String>> codecs) {
        for (String name : List.of("srcportstart", "srcportend", "dstportstart", "dstportend")) {
            codecs.put(name, BITS_16);
        }
    }

    private static Map<String, Codec<String>> internet(
            Map<String, Codec<String>> codecs, Codec<String> address, Codec<String> mask) {
        addresses(codecs, address, mask);
        codecs.put("protocol", PROTOCOL);
        ports(codecs);
        return codecs;
    }

    private static Map<String, Codec<String>> resolution(Map<String, Codec<String>> codecs) {
        codecs.put("hwtype", BITS_16);
        codecs.put("protocoltype", BITS_16);
        codecs.put("opcode", ARP_OPERATION);
        codecs.put("arpsrcmacaddr", MAC);
        codecs.put("arpdstmacaddr", MAC);
        codecs.put("arpsrcipaddr", IPV4);
        codecs.put("arpsrcipmask", IPV4_MASK);
        codecs.put("arpdstipaddr", IPV4);
        codecs.put("arpdstipmask", IPV4_MASK);
        codecs.put("gratuitous", Codec.of(text -> truth(text), text -> text, TRUTH.expected()));
        return codecs;
    }

    private static Map<String, Codec<String>> spanningTree(Map<String, Codec<String>> codecs) {
        codecs.put("srcmacmask", MAC);
        codecs.put("type", BITS_8);
        codecs.put("flags", BITS_8);
        ranged(codecs, "root-priority", BITS_16);
        codecs.put("root-address", MAC);
        codecs.put("root-address-mask", MAC);
        ranged(codecs, "root-cost", BITS_32);
        ranged(codecs, "sender-priority", BITS_16);
        codecs.put("sender-address", MAC);
        codecs.put("sender-address-mask", MAC);
        for (String name : List.of("port", "age", "max-age", "hello-time", "forward-delay")) {
            ranged(codecs, name, BITS_16);
        }
        return codecs;
    }

    private static void ranged(
            Map<String, Codec<String>> codecs, String name, Codec<String> codec) {
        codecs.put(name, codec);
        codecs.put(name + "-hi", codec);
    }

    private static Map<String, Codec<String>> transport(
            String protocol, Codec<String> address, Codec<String> mask) {
        Map<String, Codec<String>> codecs = start();
        addresses(codecs, address, mask);
        for (String name : List.of("srcipfrom", "srcipto", "dstipfrom", "dstipto")) {
            codecs.put(name, address);
        }
        codecs.put("dscp", BITS_6);
        codecs.put("state", STATES);
        codecs.put("connlimit-above", BITS_16);
        codecs.put("ipset", DocumentCodecs.matching("[a-zA-Z0-9_.:+ $-]{1,31}", "a set's name"));
        codecs.put(
                "ipsetflags",
                flags("((?i)src|dst)", "up to six of 'src' and 'dst', joined by ','"));
        switch (protocol) {
            case "tcp", "udp", "sctp" -> ports(codecs);
            case "icmp" -> {
                codecs.put("type", BITS_8);
                codecs.put("code", BITS_8);
            }
            default -> {}
        }
        if (protocol.equals("tcp")) {
            codecs.put("flags", TCP_FLAGS);
            codecs.put("option", BITS_8);
        }
        return end(codecs);
    }

    /// A value, or the name of a variable that stands for it.
    private static Codec<String> variable(
            Function<String, @Nullable String> value, String expected) {
        return Codec.of(
                text -> text.startsWith("$") ? variable(text) : value.apply(text),
                text -> text,
                expected + ", or a variable such as '$NAME'");
    }

    /// `$NAME`, `$NAME[3]` or `$NAME[@2]`; the first iterator is not written.
    private static @Nullable String variable(String text) {
        String plain = text.replace(" ", "");
        if (!plain.matches("\\$[a-zA-Z0-9_]+(\\[@?[0-9]{1,9}])?")) {
            return null;
        }
        return plain.endsWith("[@0]") ? plain.substring(0, plain.length() - 4) : plain;
    }

    private static <V> Function<String, @Nullable String> spelled(Codec<V> codec) {
        return text -> {
            V value = codec.parse(text);
            return value == null ? null : codec.format(value);
        };
    }

    private static String mac(String text) {
        var padded = new StringBuilder(17);
        for (String part : text.toLowerCase(Locale.ROOT).split(":", -1)) {
            padded.append(padded.isEmpty() ? "" : ":").append(part.length() == 1 ? "0" : "");
            padded.append(part);
        }
        return padded.toString();
    }

    private static @Nullable String truth(String text) {
        Boolean value = TRUTH.parse(text);
        return value == null ? null : TRUTH.format(value);
    }

    private static Codec<String> mask(Codec<IpAddress> address, int bits) {
        Codec<Integer> plain = Codec.number(0, bits);
        return variable(
                text -> {
                    IpAddress spelled = address.parse(text);
                    int prefix = spelled == null ? -1 : spelled.prefixLength();
                    Integer number = prefix >= 0 ? (Integer) prefix : plain.parse(text);
                    return number == null ? null : number.toString();
                },
                "a mask or a number from 0 to " + bits);
    }

    /// A number that stays hexadecimal where it was.
    private static Codec<String> number(long least, long most) {
        return variable(
                number(text -> null, least, most), "a number from " + least + " to " + most);
    }

    private static Function<String, @Nullable String> number(
            Function<String, @Nullable String> otherwise, long least, long most) {
        Codec<Long> decimal = Codec.bigNumber(least, most);
        return text -> {
            Long value = decimal.parse(text);
            if (value == null) {
                return otherwise.apply(text);
            }
            return text.toLowerCase(Locale.ROOT).startsWith("0x")
                    ? "0x" + Long.toHexString(value)
                    : value.toString();
        };
    }

    /// A number or one of the words, in any case.
    private static Codec<String> named(long least, long most, List<String> words) {
        return variable(
                number(
                        text ->
                                words.stream()
                                        .filter(text::equalsIgnoreCase)
                                        .findFirst()
                                        .orElse(null),
                        least,
                        most),
                "a number from "
                        + least
                        + " to "
                        + most
                        + " or one of '"
                        + String.join("', '", words)
                        + "'");
    }

    private static Codec<String> flags(String word, String expected) {
        return DocumentCodecs.matching(word + "(," + word + ")*", expected);
    }
}
