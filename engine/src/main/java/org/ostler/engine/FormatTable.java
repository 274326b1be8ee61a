package org.ostler.engine;

import org.jspecify.annotations.Nullable;
import org.ostler.api.Conversion;
import org.ostler.api.Conversion.Remark;
import org.ostler.api.NativeFormat;
import org.ostler.api.Operation;
import org.ostler.api.Plan;
import org.ostler.api.SpecFaults;
import org.ostler.model.DomainSpec;
import org.ostler.model.SpecException;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The formats of other tools that a driver reads and writes, as it registered them.
///
/// Filled by one thread before the engine is used, and only read afterwards.
final class FormatTable {
    private final Refusal refusal;
    private final Map<NativeFormat, Function<String, Conversion<DomainSpec>>> readers =
            new HashMap<>();
    private final Map<NativeFormat, Function<DomainSpec, Conversion<String>>> writers =
            new HashMap<>();
    private @Nullable NativeFormat planned;

    FormatTable(Refusal refusal) {
        this.refusal = refusal;
    }

    void reads(NativeFormat format, Function<String, Conversion<DomainSpec>> reader) {
        readers.put(format, reader);
    }

    void writes(NativeFormat format, Function<DomainSpec, Conversion<String>> writer) {
        writers.put(format, writer);
    }

    void plansAre(NativeFormat format) {
        planned = format;
    }

    /// The names of the formats that an operation takes.
    Set<String> names(Operation operation) {
        Set<NativeFormat> formats = new HashSet<>();
        if (operation == Operation.DOMAIN_FROM_NATIVE) {
            formats.addAll(readers.keySet());
        }
        if (operation == Operation.DOMAIN_TO_NATIVE) {
            formats.addAll(writers.keySet());
            if (planned != null) {
                formats.add(planned);
            }
        }
        Set<String> names = new HashSet<>();
        formats.forEach(format -> names.add(format.name()));
        return names;
    }

    Conversion<DomainSpec> read(NativeFormat format, String configuration) {
        @Nullable Function<String, Conversion<DomainSpec>> reader = readers.get(format);
        if (reader == null) {
            throw refusal.noSuchFormat(format);
        }
        try {
            return reader.apply(configuration);
        } catch (SpecException wrong) {
            throw SpecFaults.ofConfiguration(wrong);
        }
    }

    /// @param planner plans a guest, for the format that plans have
    Conversion<String> write(
            NativeFormat format, DomainSpec spec, Function<DomainSpec, Plan> planner) {
        if (format.equals(planned)) {
            return of(planner.apply(spec));
        }
        @Nullable Function<DomainSpec, Conversion<String>> writer = writers.get(format);
        if (writer == null) {
            throw refusal.noSuchFormat(format);
        }
        try {
            return writer.apply(spec);
        } catch (SpecException wrong) {
            throw SpecFaults.of(wrong);
        }
    }

    private static Conversion<String> of(Plan plan) {
        List<Remark> remarks =
                plan.remarks().stream()
                        .map(
                                remark ->
                                        new Remark(
                                                kind(remark.level()),
                                                0,
                                                0,
                                                remark.path(),
                                                text(remark)))
                        .toList();
        return new Conversion<>(plan.nativeForm().text(), remarks);
    }

    private static String text(Plan.Remark remark) {
        return remark.instead().isEmpty()
                ? remark.reason()
                : remark.reason() + "; instead: " + remark.instead();
    }

    private static Remark.Kind kind(Plan.Remark.Level level) {
        return switch (level) {
            case UNSUPPORTED, IGNORED -> Remark.Kind.LOST;
            case NEEDS -> Remark.Kind.NOTE;
            case CHANGED -> Remark.Kind.CHANGED;
        };
    }
}
