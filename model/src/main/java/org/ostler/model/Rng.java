package org.ostler.model;

import java.util.Optional;
import java.util.OptionalInt;

/// A source of random numbers: `<rng>`.
///
/// @param model `virtio`, `virtio-transitional` or `virtio-non-transitional`
/// @param rateBytes how many bytes the guest may take in a period
/// @param ratePeriodMillis the period
public record Rng(
        String model,
        OptionalInt rateBytes,
        OptionalInt ratePeriodMillis,
        RngBackend backend,
        Optional<String> alias,
        Optional<Address> address,
        Kept kept)
        implements Device {
    private static final Fields<Rng> F = Fields.of("rng");
    private static final Field<Rng, String> MODEL =
            F.required(
                    "model",
                    Codec.words("virtio", "virtio-transitional", "virtio-non-transitional"),
                    Rng::model);
    private static final Fields<Rng> RATE = F.in("rate");
    private static final Field<Rng, OptionalInt> BYTES =
            RATE.optionalInt("bytes", Codec.number(1, Integer.MAX_VALUE), Rng::rateBytes);
    private static final Field<Rng, OptionalInt> PERIOD =
            RATE.optionalInt("period", Codec.number(0, Integer.MAX_VALUE), Rng::ratePeriodMillis);
    private static final Field<Rng, RngBackend> BACKEND =
            F.one("backend", RngBackends.SHAPE, Rng::backend);

    static {
        F.untyped("driver");
    }

    private static final DeviceFields<Rng> INFO = DeviceFields.plain(F, Rng::alias, Rng::address);
    static final Shape<Rng> SHAPE = F.shape(Rng::make, Rng::kept);

    private static Rng make(Values<Rng> v) {
        return new Rng(
                v.get(MODEL),
                v.get(BYTES),
                v.get(PERIOD),
                v.get(BACKEND),
                v.get(INFO.alias()),
                v.get(INFO.address()),
                v.kept());
    }

    /// A virtio device with a back end, without a limit.
    public static Rng of(RngBackend backend) {
        return new Rng(
                "virtio",
                OptionalInt.empty(),
                OptionalInt.empty(),
                backend,
                Optional.empty(),
                Optional.empty(),
                Kept.NONE);
    }

    public Rng withBackend(RngBackend value) {
        return SHAPE.with(this, BACKEND, value);
    }

    public Rng withAlias(Optional<String> value) {
        return SHAPE.with(this, INFO.alias(), value);
    }

    public Rng withAddress(Optional<Address> value) {
        return SHAPE.with(this, INFO.address(), value);
    }
}
