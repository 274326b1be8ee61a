package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.Optional;
import java.util.UUID;

/// A card's connection to a network, as the network knows it: `<networkport>`.
///
/// @param owner the domain
/// @param group the portgroup
/// @param plug what the card is plugged into; nothing for a network that leaves it to the card
public record NetworkPort(
        Optional<UUID> uuid,
        Owner owner,
        Optional<String> group,
        HostMac mac,
        Optional<Bandwidth> bandwidth,
        Optional<Vlan> vlan,
        Optional<PortIsolation> port,
        Optional<VirtualPort> virtualport,
        Optional<RxFilters> rxfilters,
        Optional<Plug> plug,
        Kept kept) {
    private static final Fields<NetworkPort> F = Fields.of("networkport");
    private static final Field<NetworkPort, Optional<UUID>> UUID =
            F.optionalText("uuid", Codec.UUID, NetworkPort::uuid);
    private static final Field<NetworkPort, Owner> OWNER =
            F.one("owner", Owner.SHAPE, NetworkPort::owner);
    private static final Field<NetworkPort, Optional<String>> GROUP =
            F.optionalText("group", Codec.WORD, NetworkPort::group);
    private static final Field<NetworkPort, HostMac> MAC =
            F.one("mac", HostMac.SHAPE, NetworkPort::mac);
    private static final Field<NetworkPort, Optional<Bandwidth>> BANDWIDTH =
            F.maybe("bandwidth", Bandwidth.SHAPE, NetworkPort::bandwidth);
    private static final Field<NetworkPort, Optional<Vlan>> VLAN =
            F.maybe("vlan", Vlan.SHAPE, NetworkPort::vlan);
    private static final Field<NetworkPort, Optional<PortIsolation>> PORT =
            F.maybe("port", PortIsolation.SHAPE, NetworkPort::port);
    private static final Field<NetworkPort, Optional<VirtualPort>> VIRTUALPORT =
            F.maybe("virtualport", VirtualPort.SHAPE, NetworkPort::virtualport);
    private static final Field<NetworkPort, Optional<RxFilters>> RXFILTERS =
            F.maybe("rxfilters", RxFilters.SHAPE, NetworkPort::rxfilters);
    private static final Field<NetworkPort, Optional<Plug>> PLUG =
            F.maybe("plug", Plug.SHAPE, NetworkPort::plug);
    static final Shape<NetworkPort> SHAPE =
            F.shape(
                    v ->
                            new NetworkPort(
                                    v.get(UUID),
                                    v.get(OWNER),
                                    v.get(GROUP),
                                    v.get(MAC),
                                    v.get(BANDWIDTH),
                                    v.get(VLAN),
                                    v.get(PORT),
                                    v.get(VIRTUALPORT),
                                    v.get(RXFILTERS),
                                    v.get(PLUG),
                                    v.kept()),
                    NetworkPort::kept);

    /// The domain that the card belongs to.
    public record Owner(String name, UUID uuid, Kept kept) {
        private static final Fields<Owner> F = Fields.of("owner");
        private static final Field<Owner, String> NAME =
                F.text("name", DocumentCodecs.NAME, Owner::name);
        private static final Field<Owner, UUID> UUID = F.text("uuid", Codec.UUID, Owner::uuid);
        static final Shape<Owner> SHAPE =
                F.shape(v -> new Owner(v.get(NAME), v.get(UUID), v.kept()), Owner::kept);
    }

    /// Whether the guest may change the card's address.
    public record RxFilters(boolean trustGuest, Kept kept) {
        private static final Fields<RxFilters> F = Fields.of("rxfilters");
        private static final Field<RxFilters, Boolean> TRUST_GUEST =
                F.required("trustGuest", Codec.YES_NO, RxFilters::trustGuest);
        static final Shape<RxFilters> SHAPE =
                F.shape(v -> new RxFilters(v.get(TRUST_GUEST), v.kept()), RxFilters::kept);
    }

    /// What a card is plugged into.
    public record Plug(
            String type,
            Optional<String> bridge,
            Optional<String> macTableManager,
            Optional<String> dev,
            Optional<String> mode,
            Optional<Boolean> managed,
            Optional<NetworkForward.Driver> driver,
            Optional<PlugAddress> address,
            Kept kept) {
        private static final Fields<Plug> F = Fields.of("plug");
        private static final Field<Plug, String> TYPE =
                F.required(
                        "type",
                        Codec.words("network", "bridge", "direct", "hostdev-pci"),
                        Plug::type);
        private static final Field<Plug, Optional<String>> BRIDGE =
                F.optional("bridge", Codec.WORD, Plug::bridge);
        private static final Field<Plug, Optional<String>> MAC_TABLE_MANAGER =
                F.optional(
                        "macTableManager", Codec.words("kernel", "libvirt"), Plug::macTableManager);
        private static final Field<Plug, Optional<String>> DEV =
                F.optional("dev", Codec.WORD, Plug::dev);
        private static final Field<Plug, Optional<String>> MODE =
                F.optional(
                        "mode",
                        Codec.words("bridge", "passthrough", "private", "vepa"),
                        Plug::mode);
        private static final Field<Plug, Optional<Boolean>> MANAGED =
                F.optional("managed", Codec.YES_NO, Plug::managed);
        private static final Field<Plug, Optional<NetworkForward.Driver>> DRIVER =
                F.maybe("driver", NetworkForward.Driver.SHAPE, Plug::driver);
        private static final Field<Plug, Optional<PlugAddress>> ADDRESS =
                F.maybe("address", PlugAddress.SHAPE, Plug::address);
        static final Shape<Plug> SHAPE =
                F.shape(
                        v ->
                                new Plug(
                                        v.get(TYPE),
                                        v.get(BRIDGE),
                                        v.get(MAC_TABLE_MANAGER),
                                        v.get(DEV),
                                        v.get(MODE),
                                        v.get(MANAGED),
                                        v.get(DRIVER),
                                        v.get(ADDRESS),
                                        v.kept()),
                        Plug::kept);

        public Plug {
            Optional<?> needed =
                    switch (type) {
                        case "direct" -> dev;
                        case "hostdev-pci" -> address;
                        default -> bridge;
                    };
            if (needed.isEmpty()) {
                throw new IllegalArgumentException(
                        "a plug of type '"
                                + type
                                + "' does not say what it is plugged into: expected "
                                + switch (type) {
                                    case "direct" -> "attribute 'dev'";
                                    case "hostdev-pci" -> "element 'address'";
                                    default -> "attribute 'bridge'";
                                });
            }
        }
    }

    /// The PCI device that a guest was given.
    public record PlugAddress(int domain, int bus, int slot, int function, Kept kept) {
        private static final Fields<PlugAddress> F = Fields.of("address");
        private static final Field<PlugAddress, Integer> DOMAIN =
                F.attribute("domain", Codec.hex(4, 0, 0xffff), 0, PlugAddress::domain);
        private static final Field<PlugAddress, Integer> BUS =
                F.attribute("bus", Codec.hex(2, 0, 0xff), 0, PlugAddress::bus);
        private static final Field<PlugAddress, Integer> SLOT =
                F.attribute("slot", Codec.hex(2, 0, 0x1f), 0, PlugAddress::slot);
        private static final Field<PlugAddress, Integer> FUNCTION =
                F.attribute("function", Codec.hex(1, 0, 7), 0, PlugAddress::function);
        static final Shape<PlugAddress> SHAPE =
                F.shape(
                        v ->
                                new PlugAddress(
                                        v.get(DOMAIN),
                                        v.get(BUS),
                                        v.get(SLOT),
                                        v.get(FUNCTION),
                                        v.kept()),
                        PlugAddress::kept);
    }
}
