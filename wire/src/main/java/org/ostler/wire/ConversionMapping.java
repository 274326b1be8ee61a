package org.ostler.wire;

import org.ostler.api.Conversion;
import org.ostler.api.Conversion.Remark;
import org.ostler.wire.protocol.ConversionRemarkRecord;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Carries what is said of a conversion over the wire and back. Pure.
public final class ConversionMapping {
    /// The most remarks that are told; one more says how many there were.
    public static final int MAX_REMARKS = 1000;

    private static final int LENGTH = 1000;

    private ConversionMapping() {}

    /// What a server has said of a conversion.
    public static List<Remark> fromWire(List<ConversionRemarkRecord> remarks) {
        return remarks.stream()
                .map(
                        record ->
                                new Remark(
                                        kind(record.kind()),
                                        record.line(),
                                        record.column(),
                                        record.path(),
                                        record.text()))
                .toList();
    }

    /// A kind that only a newer server knows is read as the worst.
    private static Remark.Kind kind(int number) {
        return switch (number) {
            case 0 -> Remark.Kind.NOTE;
            case 1 -> Remark.Kind.KEPT;
            case 2 -> Remark.Kind.CHANGED;
            default -> Remark.Kind.LOST;
        };
    }

    /// What is said of a conversion, as Ostler's own program tells it: at most [#MAX_REMARKS].
    public static List<ConversionRemarkRecord> toWire(Conversion<?> conversion) {
        List<Remark> all = conversion.remarks();
        Stream<Remark> told = all.stream().limit(MAX_REMARKS);
        if (all.size() > MAX_REMARKS) {
            told = Stream.concat(told, Stream.of(more(all.subList(MAX_REMARKS, all.size()))));
        }
        return told.map(ConversionMapping::record).toList();
    }

    /// One remark in place of many, of the worst kind among them.
    private static Remark more(List<Remark> untold) {
        Remark.Kind worst =
                untold.stream().map(Remark::kind).max(Comparator.naturalOrder()).orElseThrow();
        return new Remark(worst, 0, 0, "", "there are " + untold.size() + " remarks more");
    }

    private static ConversionRemarkRecord record(Remark remark) {
        return new ConversionRemarkRecord(
                number(remark.kind()),
                remark.line(),
                remark.column(),
                shortened(remark.path()),
                shortened(remark.text()));
    }

    /// Names and values in it are what a user wrote, of any length.
    private static String shortened(String text) {
        return text.length() <= LENGTH ? text : text.substring(0, LENGTH) + "…";
    }

    private static int number(Remark.Kind kind) {
        return switch (kind) {
            case NOTE -> 0;
            case KEPT -> 1;
            case CHANGED -> 2;
            case LOST -> 3;
        };
    }
}
