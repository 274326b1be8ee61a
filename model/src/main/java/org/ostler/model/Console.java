package org.ostler.model;

import java.util.Optional;
import java.util.OptionalInt;

/// A text console: `<console>`.
///
/// @param tty the terminal on the host, for running domains
/// @param targetType what the guest sees: `serial`, `xen`, `virtio`, `sclp`, …; empty until someone
///   has chosen
/// @param port which console, from 0; empty until someone has chosen
public record Console(
        CharSource source,
        Optional<CharLog> log,
        Optional<String> tty,
        Optional<String> targetType,
        OptionalInt port,
        Optional<String> alias,
        Optional<Address> address,
        Kept kept)
        implements CharDevice {
    private static final Fields<Console> F = Fields.of("console");
    private static final Field<Console, CharSource> SOURCE =
            F.variant(CharSources.VARIANTS, Console::source);
    private static final Field<Console, Optional<CharLog>> LOG =
            F.maybe("log", CharLog.SHAPE, Console::log);
    private static final Field<Console, Optional<String>> TTY =
            F.optional("tty", Codec.TEXT, Console::tty);
    private static final Fields<Console> TARGET = F.in("target");
    private static final Field<Console, Optional<String>> TARGET_TYPE =
            TARGET.optional(
                    "type",
                    Codec.words(
                            "none", "serial", "xen", "uml", "virtio", "lxc", "openvz", "sclp",
                            "sclplm"),
                    Console::targetType);
    private static final Field<Console, OptionalInt> PORT =
            TARGET.optionalInt("port", Codec.number(0, Integer.MAX_VALUE), Console::port);
    private static final DeviceFields<Console> INFO =
            DeviceFields.plain(F, Console::alias, Console::address);
    static final Shape<Console> SHAPE = F.shape(Console::make, Console::kept);

    private static Console make(Values<Console> v) {
        return new Console(
                v.get(SOURCE),
                v.get(LOG),
                v.get(TTY),
                v.get(TARGET_TYPE),
                v.get(PORT),
                v.get(INFO.alias()),
                v.get(INFO.address()),
                v.kept());
    }

    /// A console of which only the host end, the kind and the number are said.
    public static Console of(CharSource source, String targetType, int port) {
        return new Console(
                source,
                Optional.empty(),
                Optional.empty(),
                Optional.of(targetType),
                OptionalInt.of(port),
                Optional.empty(),
                Optional.empty(),
                Kept.NONE);
    }

    @Override
    public Console withSource(CharSource value) {
        return SHAPE.with(this, SOURCE, value);
    }

    public Console withTty(Optional<String> value) {
        return SHAPE.with(this, TTY, value);
    }

    public Console withTargetType(Optional<String> value) {
        return SHAPE.with(this, TARGET_TYPE, value);
    }

    public Console withPort(OptionalInt value) {
        return SHAPE.with(this, PORT, value);
    }

    @Override
    public Console withAlias(Optional<String> value) {
        return SHAPE.with(this, INFO.alias(), value);
    }

    public Console withAddress(Optional<Address> value) {
        return SHAPE.with(this, INFO.address(), value);
    }
}
