package org.ostler.engine;

import org.ostler.api.Plan;
import org.ostler.engine.spi.Canonical;
import org.ostler.model.DomainSpec;

import java.util.ArrayList;
import java.util.List;

/// What a [Canonical] has beside its description, as rows of a [Sheet]. Pure.
final class CanonicalRows {
    private static final String PIN = "pin";
    private static final String VALUE = "value";
    private static final String REMARK = "remark";

    private CanonicalRows() {}

    /// Whether there is anything beside the description.
    static boolean any(Canonical canonical) {
        return !canonical.pins().isEmpty()
                || !canonical.values().isEmpty()
                || !canonical.remarks().isEmpty();
    }

    static void write(Canonical canonical, Sheet sheet) {
        for (Canonical.Pin pin : canonical.pins()) {
            sheet.row(PIN, pin.name(), pin.value());
        }
        for (Plan.Value value : canonical.values()) {
            sheet.row(VALUE, value.path(), value.value(), value.source().name(), value.detail());
        }
        for (Plan.Remark remark : canonical.remarks()) {
            sheet.row(
                    REMARK,
                    remark.level().name(),
                    remark.path(),
                    remark.reason(),
                    remark.instead());
        }
    }

    /// Puts a description and its rows together; rows of other kinds are passed over.
    ///
    /// @throws IllegalArgumentException when a row is not what it should be
    static Canonical read(DomainSpec spec, List<List<String>> rows) {
        List<Canonical.Pin> pins = new ArrayList<>();
        List<Plan.Value> values = new ArrayList<>();
        List<Plan.Remark> remarks = new ArrayList<>();
        for (List<String> row : rows) {
            switch (row.getFirst()) {
                case PIN -> {
                    require(row, 3);
                    pins.add(new Canonical.Pin(row.get(1), row.get(2)));
                }
                case VALUE -> {
                    require(row, 5);
                    values.add(
                            new Plan.Value(
                                    row.get(1),
                                    row.get(2),
                                    Plan.Provenance.valueOf(row.get(3)),
                                    row.get(4)));
                }
                case REMARK -> {
                    require(row, 5);
                    remarks.add(
                            new Plan.Remark(
                                    Plan.Remark.Level.valueOf(row.get(1)),
                                    row.get(2),
                                    row.get(3),
                                    row.get(4)));
                }
                default -> {}
            }
        }
        return new Canonical(spec, values, pins, remarks);
    }

    private static void require(List<String> row, int fields) {
        if (row.size() != fields) {
            throw new IllegalArgumentException(
                    "a row '" + row.getFirst() + "' of " + row.size() + " fields, not " + fields);
        }
    }
}
