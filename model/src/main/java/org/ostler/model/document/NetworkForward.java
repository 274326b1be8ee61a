package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;
import org.ostler.model.Values;

import java.util.List;
import java.util.Optional;

/// How guests reach the world: `<forward>`.
///
/// @param dev the host's device through which they do; the first of `interfaces` where there are
///   any
/// @param mode the way
/// @param managed whether devices are taken from the host and given back
/// @param driver who assigns devices
/// @param pf the device whose virtual functions guests get
/// @param nat how addresses are translated
/// @param interfaces devices that guests share or get
/// @param addresses PCI devices that guests get
public record NetworkForward(
        Optional<String> dev,
        ForwardMode mode,
        Optional<Boolean> managed,
        Optional<Driver> driver,
        Optional<PhysicalFunction> pf,
        Optional<Nat> nat,
        List<Pooled> interfaces,
        List<PciAddress> addresses,
        Kept kept) {
    private static final Fields<NetworkForward> F = Fields.of("forward");
    private static final Field<NetworkForward, Optional<String>> DEV =
            F.optional("dev", Codec.WORD, NetworkForward::dev);
    private static final Field<NetworkForward, ForwardMode> MODE =
            F.attribute("mode", ForwardMode.CODEC, ForwardMode.NAT, NetworkForward::mode);
    private static final Field<NetworkForward, Optional<Boolean>> MANAGED =
            F.optional("managed", Codec.YES_NO, NetworkForward::managed);
    private static final Field<NetworkForward, Optional<Driver>> DRIVER =
            F.maybe("driver", Driver.SHAPE, NetworkForward::driver);
    private static final Field<NetworkForward, Optional<PhysicalFunction>> PF =
            F.maybe("pf", PhysicalFunction.SHAPE, NetworkForward::pf);
    private static final Field<NetworkForward, Optional<Nat>> NAT =
            F.maybe("nat", Nat.SHAPE, NetworkForward::nat);
    private static final Field<NetworkForward, List<Pooled>> INTERFACES =
            F.many("interface", Pooled.SHAPE, NetworkForward::interfaces);
    private static final Field<NetworkForward, List<PciAddress>> ADDRESSES =
            F.many("address", PciAddress.SHAPE, NetworkForward::addresses);
    static final Shape<NetworkForward> SHAPE = F.shape(NetworkForward::make, NetworkForward::kept);

    public NetworkForward {
        interfaces = List.copyOf(interfaces);
        addresses = List.copyOf(addresses);
        if (!interfaces.isEmpty() && !addresses.isEmpty()) {
            throw new IllegalArgumentException(
                    "elements 'interface' and 'address' exclude each other in element 'forward'");
        }
        if (pf.isPresent() && (dev.isPresent() || !interfaces.isEmpty())) {
            throw new IllegalArgumentException(
                    "element 'pf' and a device or interfaces exclude each other in element"
                            + " 'forward'");
        }
        if (nat.isPresent() && mode != ForwardMode.NAT) {
            throw new IllegalArgumentException(
                    "element 'nat' needs the forward mode 'nat', not '" + mode.xml() + "'");
        }
    }

    private static NetworkForward make(Values<NetworkForward> v) {
        List<Pooled> interfaces = v.get(INTERFACES);
        Optional<String> dev = v.get(DEV);
        if (dev.isPresent() && interfaces.isEmpty()) {
            interfaces = List.of(new Pooled(dev.get(), Kept.NONE));
        } else if (dev.isEmpty() && !interfaces.isEmpty()) {
            dev = Optional.of(interfaces.getFirst().dev());
        } else if (dev.isPresent() && !dev.get().equals(interfaces.getFirst().dev())) {
            throw new IllegalArgumentException(
                    "the forward device '"
                            + dev.get()
                            + "' is not the first interface, '"
                            + interfaces.getFirst().dev()
                            + "'");
        }
        boolean hostdev = v.get(MODE) == ForwardMode.HOSTDEV;
        return new NetworkForward(
                dev,
                v.get(MODE),
                hostdev ? v.get(MANAGED).or(() -> Optional.of(false)) : v.get(MANAGED),
                v.get(DRIVER),
                v.get(PF),
                v.get(NAT),
                interfaces,
                v.get(ADDRESSES),
                v.kept());
    }

    /// Who assigns devices to guests.
    ///
    /// @param name `vfio` or `kvm`
    public record Driver(String name, Kept kept) {
        private static final Fields<Driver> F = Fields.of("driver");
        private static final Field<Driver, String> NAME =
                F.required("name", Codec.words("kvm", "vfio"), Driver::name);
        static final Shape<Driver> SHAPE =
                F.shape(v -> new Driver(v.get(NAME), v.kept()), Driver::kept);
    }

    /// A device with virtual functions.
    ///
    /// @param dev its name on the host
    public record PhysicalFunction(String dev, Kept kept) {
        private static final Fields<PhysicalFunction> F = Fields.of("pf");
        private static final Field<PhysicalFunction, String> DEV =
                F.required("dev", Codec.WORD, PhysicalFunction::dev);
        static final Shape<PhysicalFunction> SHAPE =
                F.shape(v -> new PhysicalFunction(v.get(DEV), v.kept()), PhysicalFunction::kept);
    }

    /// A device of the host.
    ///
    /// @param dev its name on the host
    public record Pooled(String dev, Kept kept) {
        private static final Fields<Pooled> F = Fields.of("interface");
        private static final Field<Pooled, String> DEV = F.required("dev", Codec.WORD, Pooled::dev);

        static {
            F.reportedAttributes("connections");
        }

        static final Shape<Pooled> SHAPE =
                F.shape(v -> new Pooled(v.get(DEV), v.kept()), Pooled::kept);
    }

    /// How addresses are translated.
    ///
    /// @param ipv6 whether IPv6, too
    public record Nat(
            Optional<Boolean> ipv6,
            Optional<AddressRange> address,
            Optional<PortRange> port,
            Kept kept) {
        private static final Fields<Nat> F = Fields.of("nat");
        private static final Field<Nat, Optional<Boolean>> IPV6 =
                F.optional("ipv6", Codec.YES_NO, Nat::ipv6);
        private static final Field<Nat, Optional<AddressRange>> ADDRESS =
                F.maybe("address", AddressRange.SHAPE, Nat::address);
        private static final Field<Nat, Optional<PortRange>> PORT =
                F.maybe("port", PortRange.SHAPE, Nat::port);
        static final Shape<Nat> SHAPE =
                F.shape(
                        v -> new Nat(v.get(IPV6), v.get(ADDRESS), v.get(PORT), v.kept()),
                        Nat::kept);
    }

    /// The addresses that guests appear with.
    public record AddressRange(IpAddress start, IpAddress end, Kept kept) {
        private static final Fields<AddressRange> F = Fields.of("address");
        private static final Field<AddressRange, IpAddress> START =
                F.required("start", DocumentCodecs.IPV4, AddressRange::start);
        private static final Field<AddressRange, IpAddress> END =
                F.required("end", DocumentCodecs.IPV4, AddressRange::end);
        static final Shape<AddressRange> SHAPE =
                F.shape(
                        v -> new AddressRange(v.get(START), v.get(END), v.kept()),
                        AddressRange::kept);

        public AddressRange {
            if (start.compareTo(end) > 0) {
                throw new IllegalArgumentException(
                        "the range of addresses ends at " + end + ", before its start " + start);
            }
        }
    }

    /// The ports that guests appear with.
    public record PortRange(int start, int end, Kept kept) {
        private static final Fields<PortRange> F = Fields.of("port");
        private static final Field<PortRange, Integer> START =
                F.required("start", Codec.number(1, 65535), PortRange::start);
        private static final Field<PortRange, Integer> END =
                F.required("end", Codec.number(1, 65535), PortRange::end);
        static final Shape<PortRange> SHAPE =
                F.shape(v -> new PortRange(v.get(START), v.get(END), v.kept()), PortRange::kept);

        public PortRange {
            if (start > end) {
                throw new IllegalArgumentException(
                        "the range of ports ends at " + end + ", before its start " + start);
            }
        }
    }
}
