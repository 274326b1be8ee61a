package org.ostler.model;

import java.util.Optional;
import java.util.OptionalInt;

/// What a network card is connected to: the attribute `type` of `<interface>` and its element
/// `<source>`.
public sealed interface InterfaceSource {
    /// The word in the attribute `type`.
    String type();

    /// What `<source>` has besides, under the name `source`.
    Kept kept();

    /// A network that the host manages.
    ///
    /// @param bridge for running domains: the bridge that it turned out to be
    record Network(String network, Optional<String> portgroup, Optional<String> bridge, Kept kept)
            implements InterfaceSource {
        private static final Fields<Network> F = Fields.of("interface");
        private static final Fields<Network> SOURCE = F.in("source").untypedAttributes("portid");
        private static final Field<Network, String> NETWORK =
                SOURCE.required("network", Codec.WORD, Network::network);
        private static final Field<Network, Optional<String>> PORTGROUP =
                SOURCE.optional("portgroup", Codec.WORD, Network::portgroup);
        private static final Field<Network, Optional<String>> BRIDGE =
                SOURCE.optional("bridge", Codec.WORD, Network::bridge);
        static final Shape<Network> SHAPE =
                F.shape(
                        v -> new Network(v.get(NETWORK), v.get(PORTGROUP), v.get(BRIDGE), v.kept()),
                        Network::kept);

        public Network(String network) {
            this(network, Optional.empty(), Optional.empty(), Kept.NONE);
        }

        @Override
        public String type() {
            return "network";
        }
    }

    /// A bridge of the host. Xen finds one by itself when none is named.
    record Bridge(Optional<String> bridge, Kept kept) implements InterfaceSource {
        private static final Fields<Bridge> F = Fields.of("interface");
        private static final Fields<Bridge> SOURCE = F.in("source");
        private static final Field<Bridge, Optional<String>> BRIDGE =
                SOURCE.optional("bridge", Codec.TEXT, Bridge::bridge);
        static final Shape<Bridge> SHAPE =
                F.shape(v -> new Bridge(v.get(BRIDGE), v.kept()), Bridge::kept);

        public Bridge(String bridge) {
            this(Optional.of(bridge), Kept.NONE);
        }

        @Override
        public String type() {
            return "bridge";
        }
    }

    /// A tap device that a script or an administrator connects.
    record Ethernet(Kept kept) implements InterfaceSource {
        private static final Fields<Ethernet> F = Fields.of("interface");

        static {
            F.in("source").untyped("ip", "route");
        }

        static final Shape<Ethernet> SHAPE = F.shape(v -> new Ethernet(v.kept()), Ethernet::kept);

        @Override
        public String type() {
            return "ethernet";
        }
    }

    /// The hypervisor's own address translation, without privileges.
    ///
    /// @param dev the host device that passt uses
    record User(Optional<String> dev, Kept kept) implements InterfaceSource {
        private static final Fields<User> F = Fields.of("interface");
        private static final Field<User, Optional<String>> DEV =
                F.in("source").optional("dev", Codec.WORD, User::dev);
        static final Shape<User> SHAPE = F.shape(v -> new User(v.get(DEV), v.kept()), User::kept);

        public User() {
            this(Optional.empty(), Kept.NONE);
        }

        @Override
        public String type() {
            return "user";
        }
    }

    /// A macvtap device on a card of the host.
    ///
    /// @param mode `vepa`, `private`, `bridge` or `passthrough`
    record Direct(String dev, Optional<String> mode, Kept kept) implements InterfaceSource {
        private static final Fields<Direct> F = Fields.of("interface");
        private static final Fields<Direct> SOURCE = F.in("source");
        private static final Field<Direct, String> DEV =
                SOURCE.required("dev", Codec.WORD, Direct::dev);
        private static final Field<Direct, Optional<String>> MODE =
                SOURCE.optional(
                        "mode",
                        Codec.words("vepa", "private", "bridge", "passthrough"),
                        Direct::mode);
        static final Shape<Direct> SHAPE =
                F.shape(v -> new Direct(v.get(DEV), v.get(MODE), v.kept()), Direct::kept);

        @Override
        public String type() {
            return "direct";
        }
    }

    /// A network device of the host that is given to the guest.
    ///
    /// @param address the host's PCI or USB device
    record Hostdev(Optional<Address> address, Kept kept) implements InterfaceSource {
        private static final Fields<Hostdev> F = Fields.of("interface");
        private static final Field<Hostdev, Optional<Address>> ADDRESS =
                F.in("source").maybe("address", Addresses.SHAPE, Hostdev::address);
        static final Shape<Hostdev> SHAPE =
                F.shape(v -> new Hostdev(v.get(ADDRESS), v.kept()), Hostdev::kept);

        @Override
        public String type() {
            return "hostdev";
        }
    }

    /// A network inside the hypervisor, by name.
    record Internal(String name, Kept kept) implements InterfaceSource {
        private static final Fields<Internal> F = Fields.of("interface");
        private static final Field<Internal, String> NAME =
                F.in("source").required("name", Codec.WORD, Internal::name);
        static final Shape<Internal> SHAPE =
                F.shape(v -> new Internal(v.get(NAME), v.kept()), Internal::kept);

        @Override
        public String type() {
            return "internal";
        }
    }

    /// A socket that carries frames between guests.
    ///
    /// @param type `server`, `client`, `mcast` or `udp`
    record Socket(
            String type,
            Optional<String> socketAddress,
            OptionalInt port,
            Optional<Local> local,
            Kept kept)
            implements InterfaceSource {
        private static final Fields<Socket> F = Fields.of("interface");
        private static final Fields<Socket> SOURCE = F.in("source");
        private static final Field<Socket, Optional<String>> ADDRESS =
                SOURCE.optional("address", Codec.WORD, Socket::socketAddress);
        private static final Field<Socket, OptionalInt> PORT =
                SOURCE.optionalInt("port", Codec.number(0, 0xffff), Socket::port);
        private static final Field<Socket, Optional<Local>> LOCAL =
                SOURCE.maybe("local", Local.SHAPE, Socket::local);
        static final Shape<Socket> SHAPE =
                F.shape(
                        v ->
                                new Socket(
                                        v.tag(),
                                        v.get(ADDRESS),
                                        v.get(PORT),
                                        v.get(LOCAL),
                                        v.kept()),
                        Socket::kept);

        /// The near end of a UDP connection.
        public record Local(Optional<String> address, OptionalInt port, Kept kept) {
            private static final Fields<Local> F = Fields.of("local");
            private static final Field<Local, Optional<String>> ADDRESS =
                    F.optional("address", Codec.WORD, Local::address);
            private static final Field<Local, OptionalInt> PORT =
                    F.optionalInt("port", Codec.number(0, 0xffff), Local::port);
            static final Shape<Local> SHAPE =
                    F.shape(v -> new Local(v.get(ADDRESS), v.get(PORT), v.kept()), Local::kept);
        }
    }

    /// A vDPA device of the host.
    record Vdpa(String dev, Kept kept) implements InterfaceSource {
        private static final Fields<Vdpa> F = Fields.of("interface");
        private static final Field<Vdpa, String> DEV =
                F.in("source").required("dev", Codec.WORD, Vdpa::dev);
        static final Shape<Vdpa> SHAPE = F.shape(v -> new Vdpa(v.get(DEV), v.kept()), Vdpa::kept);

        @Override
        public String type() {
            return "vdpa";
        }
    }

    /// A user-space switch that shares memory with the guest.
    ///
    /// @param path the unix socket
    /// @param mode who listens: `server` or `client`
    record VhostUser(
            Optional<String> socketType, Optional<String> path, Optional<String> mode, Kept kept)
            implements InterfaceSource {
        private static final Fields<VhostUser> F = Fields.of("interface");
        private static final Fields<VhostUser> SOURCE = F.in("source").untyped("reconnect");
        private static final Field<VhostUser, Optional<String>> TYPE =
                SOURCE.optional("type", Codec.words("unix"), VhostUser::socketType);
        private static final Field<VhostUser, Optional<String>> PATH =
                SOURCE.optional("path", Codec.WORD, VhostUser::path);
        private static final Field<VhostUser, Optional<String>> MODE =
                SOURCE.optional("mode", Codec.words("server", "client"), VhostUser::mode);
        static final Shape<VhostUser> SHAPE =
                F.shape(
                        v -> new VhostUser(v.get(TYPE), v.get(PATH), v.get(MODE), v.kept()),
                        VhostUser::kept);

        @Override
        public String type() {
            return "vhostuser";
        }
    }

    /// A distributed switch of VMware; its element is kept.
    record Vds(Optional<XmlElement> source) implements InterfaceSource {
        private static final Fields<Vds> F = Fields.of("interface");
        private static final Field<Vds, Optional<XmlElement>> SOURCE = F.raw("source", Vds::source);
        static final Shape<Vds> SHAPE = F.shape(v -> new Vds(v.get(SOURCE)));

        @Override
        public Kept kept() {
            return Kept.NONE;
        }

        @Override
        public String type() {
            return "vds";
        }
    }
}
