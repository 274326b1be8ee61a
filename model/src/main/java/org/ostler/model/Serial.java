package org.ostler.model;

import java.util.Optional;
import java.util.OptionalInt;

/// A serial port: `<serial>`.
///
/// @param targetType the kind of port (`isa-serial`, `usb-serial`, `pci-serial`, …); empty until
///   someone has chosen
/// @param port which port, from 0; empty until someone has chosen
/// @param model the device model (`isa-serial`, `pl011`, …)
public record Serial(
        CharSource source,
        Optional<CharLog> log,
        Optional<String> targetType,
        OptionalInt port,
        Optional<String> model,
        Optional<String> alias,
        Optional<Address> address,
        Kept kept)
        implements CharDevice {
    private static final Fields<Serial> F = Fields.of("serial");
    private static final Field<Serial, CharSource> SOURCE =
            F.variant(CharSources.VARIANTS, Serial::source);
    private static final Field<Serial, Optional<CharLog>> LOG =
            F.maybe("log", CharLog.SHAPE, Serial::log);
    private static final Fields<Serial> TARGET = F.in("target");
    private static final Field<Serial, Optional<String>> TARGET_TYPE =
            TARGET.optional(
                    "type",
                    Codec.words(
                            "isa-serial",
                            "usb-serial",
                            "pci-serial",
                            "spapr-vio-serial",
                            "system-serial",
                            "sclp-serial",
                            "isa-debug"),
                    Serial::targetType);
    private static final Field<Serial, OptionalInt> PORT =
            TARGET.optionalInt("port", Codec.number(0, Integer.MAX_VALUE), Serial::port);
    private static final Field<Serial, Optional<String>> MODEL =
            TARGET.in("model")
                    .optional(
                            "name",
                            Codec.words(
                                    "isa-serial",
                                    "usb-serial",
                                    "pci-serial",
                                    "spapr-vty",
                                    "system-serial",
                                    "sclpconsole",
                                    "sclplmconsole",
                                    "pl011",
                                    "16550a",
                                    "isa-debugcon"),
                            Serial::model);
    private static final DeviceFields<Serial> INFO =
            DeviceFields.plain(F, Serial::alias, Serial::address);
    static final Shape<Serial> SHAPE = F.shape(Serial::make, Serial::kept);

    private static Serial make(Values<Serial> v) {
        return new Serial(
                v.get(SOURCE),
                v.get(LOG),
                v.get(TARGET_TYPE),
                v.get(PORT),
                v.get(MODEL),
                v.get(INFO.alias()),
                v.get(INFO.address()),
                v.kept());
    }

    /// A port of which only the host end and the number are said.
    public static Serial of(CharSource source, int port) {
        return new Serial(
                source,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.of(port),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Kept.NONE);
    }

    @Override
    public Serial withSource(CharSource value) {
        return SHAPE.with(this, SOURCE, value);
    }

    public Serial withTargetType(Optional<String> value) {
        return SHAPE.with(this, TARGET_TYPE, value);
    }

    public Serial withPort(OptionalInt value) {
        return SHAPE.with(this, PORT, value);
    }

    public Serial withModel(Optional<String> value) {
        return SHAPE.with(this, MODEL, value);
    }

    @Override
    public Serial withAlias(Optional<String> value) {
        return SHAPE.with(this, INFO.alias(), value);
    }

    public Serial withAddress(Optional<Address> value) {
        return SHAPE.with(this, INFO.address(), value);
    }
}
