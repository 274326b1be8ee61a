package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.Optional;
import java.util.OptionalInt;

/// Limits of a network card's or a network's traffic: `<bandwidth>`.
///
/// @param classID the class of traffic control on the bridge, chosen by the network
/// @param inbound what reaches guests
/// @param outbound what leaves guests
public record Bandwidth(
        OptionalInt classID, Optional<Rate> inbound, Optional<Rate> outbound, Kept kept) {
    private static final Fields<Bandwidth> F = Fields.of("bandwidth");
    private static final Field<Bandwidth, OptionalInt> CLASS_ID =
            F.optionalInt("classID", Codec.number(0, 2147483647), Bandwidth::classID);
    private static final Field<Bandwidth, Optional<Rate>> INBOUND =
            F.maybe("inbound", Rate.SHAPE, Bandwidth::inbound);
    private static final Field<Bandwidth, Optional<Rate>> OUTBOUND =
            F.maybe("outbound", Rate.SHAPE, Bandwidth::outbound);
    static final Shape<Bandwidth> SHAPE =
            F.shape(
                    v -> new Bandwidth(v.get(CLASS_ID), v.get(INBOUND), v.get(OUTBOUND), v.kept()),
                    Bandwidth::kept);

    /// Whether something may pass for sure.
    boolean hasFloor() {
        return inbound.isPresent() && inbound.get().floorKibps().isPresent();
    }

    /// The limits of one direction; at least the average or the floor is there.
    ///
    /// @param averageKibps KiB a second in the long run
    /// @param peakKibps KiB a second for a short time
    /// @param floorKibps KiB a second that are guaranteed
    /// @param burstKib KiB that may go at the peak
    public record Rate(
            OptionalInt averageKibps,
            OptionalInt peakKibps,
            OptionalInt floorKibps,
            OptionalInt burstKib,
            Kept kept) {
        private static final Fields<Rate> F = Fields.of("inbound");
        private static final Field<Rate, OptionalInt> AVERAGE_KIBPS =
                F.optionalInt("average", Codec.number(0, 2147483647), Rate::averageKibps);
        private static final Field<Rate, OptionalInt> PEAK_KIBPS =
                F.optionalInt("peak", Codec.number(0, 2147483647), Rate::peakKibps);
        private static final Field<Rate, OptionalInt> FLOOR_KIBPS =
                F.optionalInt("floor", Codec.number(0, 2147483647), Rate::floorKibps);
        private static final Field<Rate, OptionalInt> BURST_KIB =
                F.optionalInt("burst", Codec.number(0, 2147483647), Rate::burstKib);
        static final Shape<Rate> SHAPE =
                F.shape(
                        v ->
                                new Rate(
                                        v.get(AVERAGE_KIBPS),
                                        v.get(PEAK_KIBPS),
                                        v.get(FLOOR_KIBPS),
                                        v.get(BURST_KIB),
                                        v.kept()),
                        Rate::kept);

        public Rate {
            if (averageKibps.isEmpty() && floorKibps.isEmpty()) {
                throw new IllegalArgumentException(
                        "a bandwidth needs the attribute 'average' or the attribute 'floor'");
            }
        }
    }
}
