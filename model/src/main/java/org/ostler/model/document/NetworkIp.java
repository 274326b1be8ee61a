package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.Optional;
import java.util.OptionalInt;

/// An address that the host has in the network, and what it gives to guests: `<ip>`.
///
/// @param family IPv4 where missing
/// @param address the host's
/// @param netmask the network's size, for IPv4
/// @param prefix the network's size in bits
/// @param localPtr whether names of unknown addresses are asked of nobody else
public record NetworkIp(
        Optional<IpFamily> family,
        IpAddress address,
        Optional<IpAddress> netmask,
        OptionalInt prefix,
        Optional<Boolean> localPtr,
        Optional<Tftp> tftp,
        Optional<NetworkDhcp> dhcp,
        Kept kept) {
    private static final Fields<NetworkIp> F = Fields.of("ip");
    private static final Field<NetworkIp, Optional<IpFamily>> FAMILY =
            F.optional("family", IpFamily.CODEC, NetworkIp::family);
    private static final Field<NetworkIp, IpAddress> ADDRESS =
            F.required("address", DocumentCodecs.IP, NetworkIp::address);
    private static final Field<NetworkIp, Optional<IpAddress>> NETMASK =
            F.optional("netmask", DocumentCodecs.IPV4, NetworkIp::netmask);
    private static final Field<NetworkIp, OptionalInt> PREFIX =
            F.optionalInt("prefix", Codec.number(0, 128), NetworkIp::prefix);
    private static final Field<NetworkIp, Optional<Boolean>> LOCAL_PTR =
            F.optional("localPtr", Codec.YES_NO, NetworkIp::localPtr);
    private static final Field<NetworkIp, Optional<Tftp>> TFTP =
            F.maybe("tftp", Tftp.SHAPE, NetworkIp::tftp);
    private static final Field<NetworkIp, Optional<NetworkDhcp>> DHCP =
            F.maybe("dhcp", NetworkDhcp.SHAPE, NetworkIp::dhcp);

    static {
        F.neverCollapsed();
    }

    static {
        F.check(NetworkChecks::ip);
    }

    static final Shape<NetworkIp> SHAPE =
            F.shape(
                    v ->
                            new NetworkIp(
                                    v.get(FAMILY),
                                    v.get(ADDRESS),
                                    v.get(NETMASK),
                                    v.get(PREFIX),
                                    v.get(LOCAL_PTR),
                                    v.get(TFTP),
                                    v.get(DHCP),
                                    v.kept()),
                    NetworkIp::kept);

    public NetworkIp {
        dhcp = dhcp.filter(given -> !given.isEmpty());
    }

    /// How many bits of the address are the network's: as said, or as the address's class has it.
    public int prefixBits() {
        if (prefix.isPresent()) {
            return prefix.getAsInt();
        }
        return netmask.map(IpAddress::prefixLength).orElseGet(address::defaultPrefix);
    }

    /// Files for guests that boot from the network.
    ///
    /// @param root the directory
    public record Tftp(String root, Kept kept) {
        private static final Fields<Tftp> F = Fields.of("tftp");
        private static final Field<Tftp, String> ROOT =
                F.required("root", DocumentCodecs.ABSOLUTE_PATH, Tftp::root);
        static final Shape<Tftp> SHAPE = F.shape(v -> new Tftp(v.get(ROOT), v.kept()), Tftp::kept);
    }
}
