package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Shape;
import org.ostler.model.Variants;

/// The kinds of network interfaces that a host can have, from a card to a bridge of bonds.
final class HostInterfaceShapes {
    private static final Codec<Long> NUMBER = Codec.bigNumber(0, 0xffff_ffffL);

    /// The state of a cable, and how fast it is.
    static final Shape<Part> LINK =
            PartFields.of("link")
                    .attribute("speed", NUMBER)
                    .attribute(
                            "state",
                            Codec.words(
                                    "unknown",
                                    "notpresent",
                                    "down",
                                    "lowerlayerdown",
                                    "testing",
                                    "dormant",
                                    "up"))
                    .shape();

    private static final Shape<Part> MAC =
            PartFields.of("mac").neededAttribute("address", DocumentCodecs.MAC_TEXT).shape();
    private static final Shape<Part> VLAN =
            PartFields.of("vlan")
                    .neededAttribute("tag", Codec.number(0, 4095))
                    .neededPart(
                            "interface",
                            PartFields.of("interface").neededAttribute("name", Codec.WORD).shape())
                    .shape();
    private static final Shape<Part> DHCP =
            PartFields.of("dhcp").attribute("peerdns", Codec.YES_NO).shape();

    /// An interface by itself.
    static final Shape<Part> INTERFACE =
            Shape.choice(
                    interfaces()
                            .when("ethernet", ethernet(whole()).shape())
                            .when("bridge", bridge())
                            .when("bond", bond(whole()))
                            .when("vlan", vlan(whole())));

    private HostInterfaceShapes() {}

    private static Variants<Part> interfaces() {
        return Variants.<Part>by("type").told(part -> part.attribute("type").orElse(""));
    }

    /// An interface inside another.
    private static PartFields bare() {
        return PartFields.of("interface")
                .variant("type")
                .attribute("name", Codec.WORD)
                .neverCollapsed();
    }

    private static PartFields whole() {
        return bare().parts(
                        "start",
                        PartFields.of("start")
                                .neededAttribute("mode", Codec.words("onboot", "none", "hotplug"))
                                .shape())
                .parts("mtu", PartFields.of("mtu").neededAttribute("size", NUMBER).shape())
                .parts("protocol", protocols());
    }

    private static Shape<Part> protocols() {
        return Shape.choice(
                Variants.<Part>by("family")
                        .told(part -> part.attribute("family").orElse(""))
                        .when("ipv4", protocol(IpAddress.V4, 32))
                        .when("ipv6", protocol(IpAddress.V6, 128)));
    }

    private static Shape<Part> protocol(Codec<IpAddress> address, int bits) {
        return PartFields.of("protocol")
                .variant("family")
                .parts("autoconf", PartFields.of("autoconf").shape())
                .parts("dhcp", DHCP)
                .parts(
                        "ip",
                        PartFields.of("ip")
                                .neededAttribute("address", address)
                                .attribute("prefix", Codec.number(0, bits))
                                .shape())
                .parts("route", PartFields.of("route").neededAttribute("gateway", address).shape())
                .neverCollapsed()
                .shape();
    }

    private static PartFields ethernet(PartFields common) {
        return common.parts("link", LINK).parts("mac", MAC);
    }

    private static Shape<Part> vlan(PartFields common) {
        return common.parts("link", LINK).neededPart("vlan", VLAN).shape();
    }

    private static Shape<Part> bond(PartFields common) {
        return common.parts("link", LINK).neededPart("bond", bond()).shape();
    }

    private static Shape<Part> bond() {
        return PartFields.of("bond")
                .attribute(
                        "mode",
                        Codec.words(
                                "balance-rr",
                                "active-backup",
                                "balance-xor",
                                "broadcast",
                                "802.3ad",
                                "balance-tlb",
                                "balance-alb"))
                .parts(
                        "miimon",
                        PartFields.of("miimon")
                                .neededAttribute("freq", NUMBER)
                                .attribute("downdelay", NUMBER)
                                .attribute("updelay", NUMBER)
                                .attribute("carrier", Codec.words("ioctl", "netif"))
                                .shape())
                .parts(
                        "arpmon",
                        PartFields.of("arpmon")
                                .neededAttribute("interval", NUMBER)
                                .neededAttribute("target", IpAddress.V4)
                                .attribute(
                                        "validate", Codec.words("none", "active", "backup", "all"))
                                .shape())
                .parts(
                        "interface",
                        Shape.choice(interfaces().when("ethernet", ethernet(bare()).shape())))
                .shape();
    }

    private static Shape<Part> bridge() {
        Variants<Part> ports =
                interfaces()
                        .when("ethernet", ethernet(bare()).shape())
                        .when("vlan", vlan(bare()))
                        .when("bond", bond(bare()));
        return whole().neededPart(
                        "bridge",
                        PartFields.of("bridge")
                                .attribute("stp", Codec.ON_OFF)
                                .attribute(
                                        "delay",
                                        DocumentCodecs.matching(
                                                "[0-9]+([.][0-9]*)?", "a number of seconds"))
                                .parts("interface", Shape.choice(ports))
                                .shape())
                .shape();
    }
}
