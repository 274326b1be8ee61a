package org.ostler.api;

import org.ostler.model.diff.LiveCall;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What works on a host, per operation and per part of a guest's description; printed from the very
/// table that refuses calls.
///
/// Immutable.
///
/// @param operations every operation's support, complete
/// @param elements what the driver takes of a guest's description, by path, e.g.
///   `/domain/devices/disk/target/@bus`
public record Support(Map<Operation, OfOperation> operations, List<OfElement> elements) {
    public Support {
        EnumMap<Operation, OfOperation> complete = new EnumMap<>(Operation.class);
        for (Operation operation : Operation.values()) {
            complete.put(
                    operation,
                    Objects.requireNonNullElseGet(
                            operations.get(operation), () -> OfOperation.none(operation)));
        }
        operations = Map.copyOf(complete);
        elements = List.copyOf(elements);
    }

    /// The support of one operation.
    public OfOperation of(Operation operation) {
        return Objects.requireNonNull(operations.get(operation));
    }

    /// Whether the host has a call that changes a running guest; such a call is an [Operation] of
    /// the same function.
    public boolean has(LiveCall call) {
        for (Operation operation : Operation.values()) {
            if (operation.call().equals(call.function())) {
                return switch (of(operation).level()) {
                    case SupportLevel.Supported _, SupportLevel.Needs _ -> true;
                    case SupportLevel.Unsupported _, SupportLevel.Unknown _ -> false;
                };
            }
        }
        return false;
    }

    /// How one operation is supported.
    ///
    /// @param flags the ids of the flags that it takes, or the names of the formats
    /// @param states the states of a domain in which it is allowed; empty where it is not about a
    ///   domain's state
    /// @param cancellable whether its job can be cancelled before its point of no return
    public record OfOperation(
            Operation operation,
            SupportLevel level,
            Set<String> flags,
            Set<DomainState> states,
            boolean cancellable) {
        public OfOperation {
            flags = Set.copyOf(flags);
            states = Set.copyOf(states);
        }

        static OfOperation none(Operation operation) {
            return new OfOperation(
                    operation,
                    new SupportLevel.Unsupported("this driver does not have " + operation.id()),
                    Set.of(),
                    Set.of(),
                    false);
        }
    }

    /// How one place of a guest's description is supported.
    ///
    /// @param path the element or attribute, e.g. `/domain/devices/graphics/@type`
    /// @param values the values that are taken there; empty where any is
    public record OfElement(String path, SupportLevel level, List<String> values) {
        public OfElement {
            values = List.copyOf(values);
        }
    }
}
