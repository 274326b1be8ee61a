package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;
import org.ostler.model.Values;
import org.ostler.model.XmlElement;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A virtual network: what `<network>` describes.
///
/// @param ipv6 whether guests reach each other by IPv6 where the network has no such address
/// @param trustGuestRxFilters whether guests may change their cards' addresses
/// @param metadata what other programs keep with it
/// @param forward missing where guests reach only the host and each other
public record Network(
        Optional<Boolean> ipv6,
        Optional<Boolean> trustGuestRxFilters,
        String name,
        Optional<UUID> uuid,
        Optional<XmlElement> metadata,
        Optional<NetworkForward> forward,
        Optional<NetworkBridge> bridge,
        Optional<Mtu> mtu,
        Optional<HostMac> mac,
        Optional<NetworkDomain> domain,
        Optional<NetworkDns> dns,
        Optional<Vlan> vlan,
        Optional<Bandwidth> bandwidth,
        Optional<PortIsolation> port,
        Optional<VirtualPort> virtualport,
        List<NetworkIp> ips,
        List<NetworkRoute> routes,
        List<NetworkPortGroup> portGroups,
        Kept kept) {
    private static final Fields<Network> F = Fields.of("network");
    private static final Field<Network, Optional<Boolean>> IPV6 =
            F.optional("ipv6", Codec.YES_NO, Network::ipv6);
    private static final Field<Network, Optional<Boolean>> TRUST_GUEST_RX_FILTERS =
            F.optional("trustGuestRxFilters", Codec.YES_NO, Network::trustGuestRxFilters);

    static {
        F.reportedAttributes("connections");
    }

    private static final Field<Network, String> NAME =
            F.text("name", DocumentCodecs.NAME, Network::name);
    private static final Field<Network, Optional<UUID>> UUID =
            F.optionalText("uuid", Codec.UUID, Network::uuid);
    private static final Field<Network, Optional<XmlElement>> METADATA =
            F.foreign("metadata", Network::metadata);
    private static final Field<Network, Optional<NetworkForward>> FORWARD =
            F.maybe("forward", NetworkForward.SHAPE, Network::forward);
    private static final Field<Network, Optional<NetworkBridge>> BRIDGE =
            F.maybe("bridge", NetworkBridge.SHAPE, Network::bridge);
    private static final Field<Network, Optional<Mtu>> MTU =
            F.maybe("mtu", Mtu.SHAPE, Network::mtu);
    private static final Field<Network, Optional<HostMac>> MAC =
            F.maybe("mac", HostMac.SHAPE, Network::mac);
    private static final Field<Network, Optional<NetworkDomain>> DOMAIN =
            F.maybe("domain", NetworkDomain.SHAPE, Network::domain);
    private static final Field<Network, Optional<NetworkDns>> DNS =
            F.maybe("dns", NetworkDns.SHAPE, Network::dns);
    private static final Field<Network, Optional<Vlan>> VLAN =
            F.maybe("vlan", Vlan.SHAPE, Network::vlan);
    private static final Field<Network, Optional<Bandwidth>> BANDWIDTH =
            F.maybe("bandwidth", Bandwidth.SHAPE, Network::bandwidth);
    private static final Field<Network, Optional<PortIsolation>> PORT =
            F.maybe("port", PortIsolation.SHAPE, Network::port);
    private static final Field<Network, Optional<VirtualPort>> VIRTUALPORT =
            F.maybe("virtualport", VirtualPort.SHAPE, Network::virtualport);
    private static final Field<Network, List<NetworkIp>> IPS =
            F.many("ip", NetworkIp.SHAPE, Network::ips);
    private static final Field<Network, List<NetworkRoute>> ROUTES =
            F.many("route", NetworkRoute.SHAPE, Network::routes);
    private static final Field<Network, List<NetworkPortGroup>> PORT_GROUPS =
            F.many("portgroup", NetworkPortGroup.SHAPE, Network::portGroups);

    static {
        F.check(NetworkChecks::network);
    }

    static final Shape<Network> SHAPE = F.shape(Network::make, Network::kept);

    public Network {
        ips = List.copyOf(ips);
        routes = List.copyOf(routes);
        portGroups = List.copyOf(portGroups);
    }

    private static Network make(Values<Network> v) {
        Optional<NetworkForward> forward =
                v.get(FORWARD).filter(said -> said.mode() != ForwardMode.NONE);
        boolean made = forward.isEmpty() || forward.get().mode().makesBridge();
        Optional<NetworkBridge> bridge = v.get(BRIDGE);
        return new Network(
                v.get(IPV6),
                v.get(TRUST_GUEST_RX_FILTERS),
                v.get(NAME),
                v.get(UUID),
                v.get(METADATA),
                forward,
                made ? Optional.of(bridge.orElse(NetworkBridge.MADE).made()) : bridge,
                v.get(MTU),
                v.get(MAC),
                v.get(DOMAIN),
                v.get(DNS),
                v.get(VLAN),
                v.get(BANDWIDTH),
                v.get(PORT),
                v.get(VIRTUALPORT),
                v.get(IPS),
                v.get(ROUTES),
                v.get(PORT_GROUPS),
                v.kept());
    }
}
