package org.ostler.cli;

import org.ostler.api.DomainState;
import org.ostler.api.Operation;
import org.ostler.api.Support;
import org.ostler.api.SupportLevel;
import org.ostler.cli.output.FieldList;
import org.ostler.cli.output.Output;
import org.ostler.cli.output.Table;
import org.ostler.cli.output.Tint;
import org.ostler.cli.output.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `ostler support`: what works on a host, from the table by which the host refuses calls.
final class SupportCommand {
    private SupportCommand() {}

    static ExitCode run(Call call) throws UsageException {
        Optional<String> driver = call.invocation().value("driver");
        Support support =
                (driver.isEmpty()
                                ? call.host()
                                : call.host(
                                        call.address().with(driver.get()), call.has("read-only")))
                        .support();
        if (call.has("elements")) {
            elements(call.output(), support);
        } else {
            operations(call.output(), support);
        }
        return ExitCode.OK;
    }

    private static void operations(Output output, Support support) {
        Table table = new Table("OPERATION", "SUPPORT", "STATES", "FLAGS", "CANCEL", "WHY");
        List<Output.Item> items = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            Support.OfOperation of = support.of(operation);
            List<String> states = states(of);
            List<String> flags = of.flags().stream().sorted().toList();
            FieldList fields =
                    level(new FieldList().with("operation", operation.id()), of.level())
                            .with("states", Value.of(states))
                            .with("flags", Value.of(flags))
                            .with("cancellable", of.cancellable());
            items.add(new Output.Item(fields.value(), operation.id()));
            table.row(
                    Table.Cell.of(operation.id()),
                    new Table.Cell(word(of.level()), tint(of.level())),
                    Table.Cell.of(String.join(", ", states)),
                    Table.Cell.of(String.join(", ", flags)),
                    Table.Cell.of(of.cancellable() ? "yes" : ""),
                    Table.Cell.of(why(of.level())));
        }
        output.all(items, table);
    }

    private static List<String> states(Support.OfOperation of) {
        List<String> states = new ArrayList<>();
        for (DomainState state : DomainState.values()) {
            if (of.states().contains(state)) {
                states.add(DomainTexts.state(state));
            }
        }
        return states;
    }

    private static void elements(Output output, Support support) {
        Table table = new Table("PLACE", "SUPPORT", "VALUES", "WHY");
        List<Output.Item> items = new ArrayList<>();
        for (Support.OfElement element : support.elements()) {
            FieldList fields =
                    level(new FieldList().with("path", element.path()), element.level())
                            .with("values", Value.of(element.values()));
            items.add(new Output.Item(fields.value(), element.path()));
            table.row(
                    Table.Cell.of(element.path()),
                    new Table.Cell(word(element.level()), tint(element.level())),
                    Table.Cell.of(String.join(", ", element.values())),
                    Table.Cell.of(why(element.level())));
        }
        output.all(items, table);
    }

    private static FieldList level(FieldList fields, SupportLevel level) {
        return fields.with("support", word(level)).with("reason", why(level));
    }

    private static String word(SupportLevel level) {
        return switch (level) {
            case SupportLevel.Supported _ -> "yes";
            case SupportLevel.Needs _ -> "needs";
            case SupportLevel.Unsupported _ -> "no";
            case SupportLevel.Unknown _ -> "unknown";
        };
    }

    private static Tint tint(SupportLevel level) {
        return switch (level) {
            case SupportLevel.Supported _ -> Tint.GOOD;
            case SupportLevel.Needs _, SupportLevel.Unknown _ -> Tint.CARE;
            case SupportLevel.Unsupported _ -> Tint.DIM;
        };
    }

    private static String why(SupportLevel level) {
        return switch (level) {
            case SupportLevel.Supported _ -> "";
            case SupportLevel.Needs needs -> needs.condition() + "; " + needs.remedy();
            case SupportLevel.Unsupported unsupported -> unsupported.reason();
            case SupportLevel.Unknown _ -> "the other side cannot say";
        };
    }
}
