package org.ostler.model;

import java.util.Optional;
import java.util.OptionalInt;

/// A network card: `<interface>`.
///
/// @param mac the card's address; empty until someone has chosen
/// @param script the program that connects the device on the host
/// @param target the name of the device on the host; `vnet…` and the like are names of running
///   domains
/// @param model the kind of card (`virtio`, `e1000`, …)
/// @param linkUp whether the cable is plugged
/// @param mtu the largest packet, in bytes
/// @param bootOrder the place in the boot sequence, from 1
public record NetworkInterface(
        InterfaceSource source,
        Optional<MacAddress> mac,
        Optional<String> script,
        Optional<String> target,
        Optional<String> model,
        Optional<InterfaceDriver> driver,
        Optional<Boolean> linkUp,
        OptionalInt mtu,
        OptionalInt bootOrder,
        Optional<String> alias,
        Optional<Address> address,
        Kept kept)
        implements Device {
    private static final Fields<NetworkInterface> F = Fields.of("interface");
    private static final Fields<NetworkInterface> MAC_ELEMENT =
            F.in("mac").untypedAttributes("type", "check");
    private static final Field<NetworkInterface, Optional<MacAddress>> MAC =
            MAC_ELEMENT.optional("address", MacAddress.CODEC, NetworkInterface::mac);
    private static final Field<NetworkInterface, InterfaceSource> SOURCE =
            F.variant(InterfaceSources.VARIANTS, NetworkInterface::source);

    static {
        F.untyped("vlan", "virtualport", "bandwidth", "port", "ip", "route", "portForward");
    }

    private static final Fields<NetworkInterface> SCRIPT_ELEMENT = F.in("script");
    private static final Field<NetworkInterface, Optional<String>> SCRIPT =
            SCRIPT_ELEMENT.optional("path", Codec.TEXT, NetworkInterface::script);

    static {
        F.untyped("downscript", "backenddomain");
    }

    private static final Field<NetworkInterface, Optional<String>> TARGET =
            F.in("target")
                    .untypedAttributes("managed")
                    .optional("dev", Codec.TEXT, NetworkInterface::target);

    static {
        F.untyped("guest");
    }

    private static final Field<NetworkInterface, Optional<String>> MODEL =
            F.in("model").optional("type", Codec.WORD, NetworkInterface::model);
    private static final Field<NetworkInterface, Optional<InterfaceDriver>> DRIVER =
            F.maybe("driver", InterfaceDriver.SHAPE, NetworkInterface::driver);

    static {
        F.untyped("backend", "filterref", "tune");
    }

    private static final Field<NetworkInterface, Optional<Boolean>> LINK =
            F.in("link").optional("state", upOrDown(), NetworkInterface::linkUp);
    private static final Field<NetworkInterface, OptionalInt> MTU =
            F.in("mtu")
                    .optionalInt("size", Codec.number(0, Integer.MAX_VALUE), NetworkInterface::mtu);

    static {
        F.untyped("coalesce", "teaming");
    }

    private static final DeviceFields<NetworkInterface> INFO =
            DeviceFields.bootable(
                    F,
                    NetworkInterface::bootOrder,
                    NetworkInterface::alias,
                    NetworkInterface::address);
    static final Shape<NetworkInterface> SHAPE =
            F.untypedAttributes("managed", "trustGuestRxFilters")
                    .shape(NetworkInterface::make, NetworkInterface::kept);

    private static Codec<Boolean> upOrDown() {
        return Codec.of(
                text ->
                        switch (text) {
                            case "up" -> true;
                            case "down" -> false;
                            default -> null;
                        },
                up -> up ? "up" : "down",
                "'up' or 'down'");
    }

    private static NetworkInterface make(Values<NetworkInterface> v) {
        return new NetworkInterface(
                v.get(SOURCE),
                v.get(MAC),
                v.get(SCRIPT),
                v.get(TARGET),
                v.get(MODEL),
                v.get(DRIVER),
                v.get(LINK),
                v.get(MTU),
                v.get(INFO.boot()),
                v.get(INFO.alias()),
                v.get(INFO.address()),
                v.kept());
    }

    /// A card of which only the connection is said.
    public static NetworkInterface of(InterfaceSource source) {
        Optional<String> none = Optional.empty();
        return new NetworkInterface(
                source,
                Optional.empty(),
                none,
                none,
                none,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                none,
                Optional.empty(),
                Kept.NONE);
    }

    public NetworkInterface withSource(InterfaceSource value) {
        return SHAPE.with(this, SOURCE, value);
    }

    public NetworkInterface withMac(MacAddress value) {
        return SHAPE.with(this, MAC, Optional.of(value));
    }

    public NetworkInterface withScript(Optional<String> value) {
        return SHAPE.with(this, SCRIPT, value);
    }

    public NetworkInterface withTarget(Optional<String> value) {
        return SHAPE.with(this, TARGET, value);
    }

    public NetworkInterface withModel(Optional<String> value) {
        return SHAPE.with(this, MODEL, value);
    }

    public NetworkInterface withLinkUp(Optional<Boolean> value) {
        return SHAPE.with(this, LINK, value);
    }

    public NetworkInterface withMtu(OptionalInt value) {
        return SHAPE.with(this, MTU, value);
    }

    public NetworkInterface withBootOrder(OptionalInt value) {
        return SHAPE.with(this, INFO.boot(), value);
    }

    public NetworkInterface withAlias(Optional<String> value) {
        return SHAPE.with(this, INFO.alias(), value);
    }

    public NetworkInterface withAddress(Optional<Address> value) {
        return SHAPE.with(this, INFO.address(), value);
    }
}
