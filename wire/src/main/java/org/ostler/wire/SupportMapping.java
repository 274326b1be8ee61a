package org.ostler.wire;

import org.ostler.api.DomainState;
import org.ostler.api.Operation;
import org.ostler.api.Support;
import org.ostler.api.SupportLevel;
import org.ostler.wire.protocol.OstlerSupportGetRet;
import org.ostler.wire.protocol.SupportElementRecord;
import org.ostler.wire.protocol.SupportLevelRecord;
import org.ostler.wire.protocol.SupportOperationRecord;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Carries what works, and what does not, over the wire and back. Pure.
public final class SupportMapping {
    private SupportMapping() {}

    /// Without operations that only a newer server knows.
    public static Support fromWire(OstlerSupportGetRet support) {
        Map<Operation, Support.OfOperation> operations = new EnumMap<>(Operation.class);
        support.operations()
                .forEach(
                        record ->
                                Operation.of(record.operation())
                                        .ifPresent(
                                                operation ->
                                                        operations.put(
                                                                operation,
                                                                operation(operation, record))));
        return new Support(
                operations, support.elements().stream().map(SupportMapping::element).toList());
    }

    private static Support.OfOperation operation(
            Operation operation, SupportOperationRecord record) {
        return new Support.OfOperation(
                operation,
                level(record.level()),
                Set.copyOf(record.flags()),
                record.states().stream().map(DomainState::of).collect(Collectors.toSet()),
                record.cancellable());
    }

    private static Support.OfElement element(SupportElementRecord record) {
        return new Support.OfElement(record.path(), level(record.level()), record.values());
    }

    private static SupportLevel level(SupportLevelRecord record) {
        return switch (record.level()) {
            case 0 -> new SupportLevel.Supported();
            case 1 -> new SupportLevel.Needs(record.reason(), record.remedy());
            case 2 -> new SupportLevel.Unsupported(record.reason());
            default -> new SupportLevel.Unknown();
        };
    }

    /// What works, as Ostler's own program tells it.
    public static OstlerSupportGetRet toWire(Support support) {
        return new OstlerSupportGetRet(
                support.operations().values().stream()
                        .map(
                                one ->
                                        new SupportOperationRecord(
                                                one.operation().id(),
                                                level(one.level()),
                                                one.flags().stream().sorted().toList(),
                                                one.states().stream()
                                                        .map(state -> state.number())
                                                        .sorted()
                                                        .toList(),
                                                one.cancellable()))
                        .toList(),
                support.elements().stream()
                        .map(
                                one ->
                                        new SupportElementRecord(
                                                one.path(), level(one.level()), one.values()))
                        .toList());
    }

    private static SupportLevelRecord level(SupportLevel level) {
        return switch (level) {
            case SupportLevel.Supported() -> new SupportLevelRecord(0, "", "");
            case SupportLevel.Needs(var condition, var remedy) ->
                    new SupportLevelRecord(1, condition, remedy);
            case SupportLevel.Unsupported(var reason) -> new SupportLevelRecord(2, reason, "");
            case SupportLevel.Unknown() -> new SupportLevelRecord(3, "", "");
        };
    }
}
