package org.ostler.model;

import java.util.Optional;
import java.util.OptionalInt;

/// A parallel port: `<parallel>`.
///
/// @param port which port, from 0; empty until someone has chosen
public record Parallel(
        CharSource source,
        Optional<CharLog> log,
        OptionalInt port,
        Optional<String> alias,
        Optional<Address> address,
        Kept kept)
        implements CharDevice {
    private static final Fields<Parallel> F = Fields.of("parallel");
    private static final Field<Parallel, CharSource> SOURCE =
            F.variant(CharSources.VARIANTS, Parallel::source);
    private static final Field<Parallel, Optional<CharLog>> LOG =
            F.maybe("log", CharLog.SHAPE, Parallel::log);
    private static final Field<Parallel, OptionalInt> PORT =
            F.in("target").optionalInt("port", Codec.number(0, Integer.MAX_VALUE), Parallel::port);
    private static final DeviceFields<Parallel> INFO =
            DeviceFields.plain(F, Parallel::alias, Parallel::address);
    static final Shape<Parallel> SHAPE = F.shape(Parallel::make, Parallel::kept);

    private static Parallel make(Values<Parallel> v) {
        return new Parallel(
                v.get(SOURCE),
                v.get(LOG),
                v.get(PORT),
                v.get(INFO.alias()),
                v.get(INFO.address()),
                v.kept());
    }

    /// A port of which only the host end and the number are said.
    public static Parallel of(CharSource source, int port) {
        return new Parallel(
                source,
                Optional.empty(),
                OptionalInt.of(port),
                Optional.empty(),
                Optional.empty(),
                Kept.NONE);
    }

    @Override
    public Parallel withSource(CharSource value) {
        return SHAPE.with(this, SOURCE, value);
    }

    public Parallel withPort(OptionalInt value) {
        return SHAPE.with(this, PORT, value);
    }

    @Override
    public Parallel withAlias(Optional<String> value) {
        return SHAPE.with(this, INFO.alias(), value);
    }

    public Parallel withAddress(Optional<Address> value) {
        return SHAPE.with(this, INFO.address(), value);
    }
}
