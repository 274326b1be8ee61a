package org.ostler.model;

import java.util.Optional;
import java.util.OptionalInt;

/// A channel for programs in the guest: `<channel>`.
///
/// @param targetType `virtio`, `xen` or `guestfwd`
/// @param name the name by which the guest finds it (`org.qemu.guest_agent.0`)
/// @param state whether the guest has it open, for running domains: `connected` or `disconnected`
/// @param forwardAddress for `guestfwd`: the address that the guest connects to
/// @param forwardPort for `guestfwd`: the port that the guest connects to
public record Channel(
        CharSource source,
        Optional<CharLog> log,
        String targetType,
        Optional<String> name,
        Optional<String> state,
        Optional<String> forwardAddress,
        OptionalInt forwardPort,
        Optional<String> alias,
        Optional<Address> address,
        Kept kept)
        implements CharDevice {
    private static final Fields<Channel> F = Fields.of("channel");
    private static final Field<Channel, CharSource> SOURCE =
            F.variant(CharSources.VARIANTS, Channel::source);
    private static final Field<Channel, Optional<CharLog>> LOG =
            F.maybe("log", CharLog.SHAPE, Channel::log);
    private static final Fields<Channel> TARGET = F.in("target");
    private static final Field<Channel, String> TARGET_TYPE =
            TARGET.required("type", Codec.words("virtio", "xen", "guestfwd"), Channel::targetType);
    private static final Field<Channel, Optional<String>> FORWARD_ADDRESS =
            TARGET.optional("address", Codec.WORD, Channel::forwardAddress);
    private static final Field<Channel, OptionalInt> FORWARD_PORT =
            TARGET.optionalInt("port", Codec.number(0, 0xffff), Channel::forwardPort);
    private static final Field<Channel, Optional<String>> NAME =
            TARGET.optional("name", Codec.TEXT, Channel::name);
    private static final Field<Channel, Optional<String>> STATE =
            TARGET.optional("state", Codec.words("connected", "disconnected"), Channel::state);
    private static final DeviceFields<Channel> INFO =
            DeviceFields.plain(F, Channel::alias, Channel::address);
    static final Shape<Channel> SHAPE = F.shape(Channel::make, Channel::kept);

    private static Channel make(Values<Channel> v) {
        return new Channel(
                v.get(SOURCE),
                v.get(LOG),
                v.get(TARGET_TYPE),
                v.get(NAME),
                v.get(STATE),
                v.get(FORWARD_ADDRESS),
                v.get(FORWARD_PORT),
                v.get(INFO.alias()),
                v.get(INFO.address()),
                v.kept());
    }

    /// A channel of which only the host end, the kind and the name are said.
    public static Channel of(CharSource source, String targetType, String name) {
        return new Channel(
                source,
                Optional.empty(),
                targetType,
                Optional.of(name),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Kept.NONE);
    }

    @Override
    public Channel withSource(CharSource value) {
        return SHAPE.with(this, SOURCE, value);
    }

    public Channel withState(Optional<String> value) {
        return SHAPE.with(this, STATE, value);
    }

    @Override
    public Channel withAlias(Optional<String> value) {
        return SHAPE.with(this, INFO.alias(), value);
    }

    public Channel withAddress(Optional<Address> value) {
        return SHAPE.with(this, INFO.address(), value);
    }
}
