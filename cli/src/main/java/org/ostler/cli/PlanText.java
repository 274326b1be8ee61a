package org.ostler.cli;

import org.ostler.api.Plan;
import org.ostler.cli.output.FieldList;
import org.ostler.cli.output.Output;
import org.ostler.cli.output.Printable;
import org.ostler.cli.output.Table;
import org.ostler.cli.output.Tint;
import org.ostler.cli.output.Value;
import org.ostler.model.DomainXml;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// A plan as it is written: the field names are a promise to scripts.
///
/// @param values all values, also those that the user wrote
/// @param where who planned it, in words
record PlanText(Plan plan, List<Plan.Value> values, String where) {
    PlanText {
        values = List.copyOf(values);
    }

    /// For programs.
    Output.Item item() {
        String name = plan.canonical().name();
        FieldList fields =
                new FieldList()
                        .with("name", name)
                        .with("driver", plan.driver())
                        .with("plannedOn", where)
                        .with("values", items(values, PlanText::fields))
                        .with("bindings", items(plan.bindings(), PlanText::fields))
                        .with("remarks", items(plan.remarks(), PlanText::fields))
                        .with(
                                "native",
                                new FieldList()
                                        .with("kind", plan.nativeForm().kind())
                                        .with("text", plan.nativeForm().text())
                                        .value())
                        .with("xml", DomainXml.format(plan.canonical()));
        return new Output.Item(fields.value(), name);
    }

    private static <T> Value items(List<T> items, Function<T, FieldList> fields) {
        return new Value.Items(
                items.stream().<Value>map(item -> fields.apply(item).value()).toList());
    }

    private static FieldList fields(Plan.Value value) {
        return new FieldList()
                .with("path", value.path())
                .with("value", value.value())
                .with("source", word(value.source()))
                .with("detail", value.detail());
    }

    private static FieldList fields(Plan.LateBinding binding) {
        return new FieldList().with("name", binding.name()).with("rule", binding.rule());
    }

    private static FieldList fields(Plan.Remark remark) {
        return new FieldList()
                .with("level", word(remark.level()))
                .with("path", remark.path())
                .with("reason", remark.reason())
                .with("instead", remark.instead());
    }

    /// The word for a constant.
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /// For people: what will not be as written first, the native form last.
    String text(boolean colours) {
        StringBuilder out = new StringBuilder();
        out.append(
                Printable.line(
                        plan.canonical().name()
                                + " on "
                                + plan.driver()
                                + ": as planned for "
                                + where));
        out.append('\n');
        if (!plan.remarks().isEmpty()) {
            out.append('\n').append(remarks().text(colours));
        }
        out.append('\n').append(values(colours));
        if (!plan.bindings().isEmpty()) {
            Table bindings = new Table("AT START", "RULE");
            plan.bindings()
                    .forEach(b -> bindings.row(Table.Cell.of(b.name()), Table.Cell.of(b.rule())));
            out.append('\n').append(bindings.text(colours));
        }
        String text = plan.nativeForm().text();
        out.append("\n# ").append(plan.nativeForm().kind()).append('\n').append(text);
        return text.endsWith("\n") ? out.toString() : out.append('\n').toString();
    }

    private Table remarks() {
        Table table = new Table("REMARK", "PLACE", "REASON", "INSTEAD");
        for (Plan.Remark remark : plan.remarks()) {
            table.row(
                    new Table.Cell(word(remark.level()), tint(remark.level())),
                    Table.Cell.of(remark.path()),
                    Table.Cell.of(remark.reason()),
                    Table.Cell.of(remark.instead()));
        }
        return table;
    }

    private String values(boolean colours) {
        Table table = new Table("PLACE", "VALUE", "FROM", "WHY");
        for (Plan.Value value : values) {
            table.row(
                    Table.Cell.of(value.path()),
                    Table.Cell.of(value.value()),
                    new Table.Cell(word(value.source()), tint(value.source())),
                    Table.Cell.of(value.detail()));
        }
        return table.text(colours);
    }

    private static Tint tint(Plan.Remark.Level level) {
        return switch (level) {
            case UNSUPPORTED -> Tint.BAD;
            case NEEDS, IGNORED, CHANGED -> Tint.CARE;
        };
    }

    private static Tint tint(Plan.Provenance source) {
        return switch (source) {
            case USER -> Tint.PLAIN;
            case MACHINE, DRIVER, HOST, LATE -> Tint.DIM;
        };
    }
}
