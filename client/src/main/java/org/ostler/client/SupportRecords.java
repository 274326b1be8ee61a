package org.ostler.client;

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

/// What records of the wire tell of support.
final class SupportRecords {
    private SupportRecords() {}

    /// Without operations that only a newer server knows.
    static Support support(OstlerSupportGetRet support) {
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
                operations, support.elements().stream().map(SupportRecords::element).toList());
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
}
