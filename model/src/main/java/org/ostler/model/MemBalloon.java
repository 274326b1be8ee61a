package org.ostler.model;

import java.util.Optional;
import java.util.OptionalInt;

/// The device by which the host takes memory back: `<memballoon>`.
///
/// @param model `virtio`, `virtio-transitional`, `virtio-non-transitional`, `xen` or `none`
/// @param statsPeriodSeconds how often the guest reports on its memory
public record MemBalloon(
        String model,
        Optional<Boolean> autodeflate,
        Optional<Boolean> freePageReporting,
        OptionalInt statsPeriodSeconds,
        Optional<String> alias,
        Optional<Address> address,
        Kept kept)
        implements Device {
    private static final Fields<MemBalloon> F = Fields.of("memballoon");
    private static final Field<MemBalloon, String> MODEL =
            F.required(
                    "model",
                    Codec.words(
                            "virtio",
                            "virtio-transitional",
                            "virtio-non-transitional",
                            "xen",
                            "none"),
                    MemBalloon::model);
    private static final Field<MemBalloon, Optional<Boolean>> AUTODEFLATE =
            F.optional("autodeflate", Codec.ON_OFF, MemBalloon::autodeflate);
    private static final Field<MemBalloon, Optional<Boolean>> FREE_PAGE_REPORTING =
            F.optional("freePageReporting", Codec.ON_OFF, MemBalloon::freePageReporting);
    private static final Field<MemBalloon, OptionalInt> PERIOD =
            F.in("stats")
                    .optionalInt(
                            "period",
                            Codec.number(0, Integer.MAX_VALUE),
                            MemBalloon::statsPeriodSeconds);
    private static final DeviceFields<MemBalloon> INFO =
            DeviceFields.plain(F, MemBalloon::alias, MemBalloon::address);
    static final Shape<MemBalloon> SHAPE =
            F.untyped("driver").shape(MemBalloon::make, MemBalloon::kept);

    private static MemBalloon make(Values<MemBalloon> v) {
        return new MemBalloon(
                v.get(MODEL),
                v.get(AUTODEFLATE),
                v.get(FREE_PAGE_REPORTING),
                v.get(PERIOD),
                v.get(INFO.alias()),
                v.get(INFO.address()),
                v.kept());
    }

    /// A balloon of a kind.
    public static MemBalloon of(String model) {
        return new MemBalloon(
                model,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Kept.NONE);
    }

    public MemBalloon withStatsPeriodSeconds(OptionalInt value) {
        return SHAPE.with(this, PERIOD, value);
    }

    public MemBalloon withAlias(Optional<String> value) {
        return SHAPE.with(this, INFO.alias(), value);
    }

    public MemBalloon withAddress(Optional<Address> value) {
        return SHAPE.with(this, INFO.address(), value);
    }
}
