package org.ostler.cli;

import org.ostler.cli.output.FieldList;
import org.ostler.cli.output.Output;
import org.ostler.cli.output.Table;
import org.ostler.cli.output.Tint;
import org.ostler.cli.output.Value;
import org.ostler.model.FormatPlace;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// `ostler explain`: what a place of the domain format is for, what it may say, who chooses where
/// it says nothing, and what becomes of it on each driver.
final class ExplainCommand {
    private static final int OTHERS_MAX = 8;

    private ExplainCommand() {}

    static ExitCode run(Call call) throws UsageException, IOException {
        String words = call.operands().getFirst();
        PlaceFinder finder = new PlaceFinder();
        List<FormatPlace> found = finder.findOrAround(words);
        if (found.isEmpty()) {
            throw unknown(words, finder);
        }
        FormatPlace place = found.getFirst();
        Optional<ExplainTexts.Text> text = new ExplainTexts().of(place.path());
        List<ExplainEffects.Effect> effects = new ExplainEffects(call, finder.places()).of(place);
        String inside = inside(place, finder);
        List<String> others =
                found.stream().skip(1).limit(OTHERS_MAX).map(FormatPlace::path).toList();
        String purpose = text.map(ExplainTexts.Text::purpose).orElse("");
        FieldList fields =
                new FieldList()
                        .with("path", place.path())
                        .with("kind", place.isAttribute() ? "attribute" : "element")
                        .with("purpose", purpose)
                        .with("values", values(place))
                        .with("required", place.required())
                        .with("several", place.several())
                        .with("default", chooser(place, text))
                        .with("inside", inside)
                        .with("effects", effects(effects))
                        .with("others", Value.of(others));
        call.output()
                .one(
                        new Output.Item(fields.value(), place.path()),
                        text(
                                place,
                                text,
                                inside,
                                table(effects).text(call.output().colours()),
                                others));
        return ExitCode.OK;
    }

    private static Failure unknown(String words, PlaceFinder finder) {
        String near =
                finder.nearest(words).map(word -> "; did you mean '" + word + "'?").orElse("");
        return new Failure(ExitCode.NOT_FOUND, "the domain format has no '" + words + "'" + near);
    }

    private static String text(
            FormatPlace place,
            Optional<ExplainTexts.Text> text,
            String inside,
            String effects,
            List<String> others) {
        StringBuilder out = new StringBuilder(place.path()).append('\n');
        line(out, "", text.map(ExplainTexts.Text::purpose).orElse(""));
        line(out, "Values:  ", values(place));
        line(out, "Default: ", chooser(place, text));
        line(out, "Inside:  ", inside);
        out.append('\n').append(effects);
        if (!others.isEmpty()) {
            out.append("\nIt may also mean:\n");
            others.forEach(other -> out.append("  ").append(other).append('\n'));
        }
        return out.toString();
    }

    private static String inside(FormatPlace place, PlaceFinder finder) {
        if (!place.typed() && !place.isAttribute()) {
            return "kept as it is, and looked at by drivers only";
        }
        return String.join(", ", finder.inside(place).stream().map(FormatPlace::name).toList());
    }

    private static void line(StringBuilder out, String label, String text) {
        if (!text.isEmpty()) {
            out.append("  ").append(label).append(text).append('\n');
        }
    }

    private static String values(FormatPlace place) {
        if (place.typed()) {
            return place.values();
        }
        return place.isAttribute() ? "any; it is kept as it is" : "";
    }

    /// A default of the format's own is the model's to tell; else somebody chooses.
    private static String chooser(FormatPlace place, Optional<ExplainTexts.Text> text) {
        if (place.absent().isPresent()) {
            return place.absent().get() + ", by the format, on every driver";
        }
        if (place.required() && place.isAttribute()) {
            return "nobody: it must be said";
        }
        return text.map(ExplainTexts.Text::chooser).orElse("");
    }

    private static Value effects(List<ExplainEffects.Effect> effects) {
        return new Value.Items(
                effects.stream()
                        .<Value>map(
                                effect ->
                                        new FieldList()
                                                .with("driver", effect.driver())
                                                .with("value", effect.value())
                                                .with("effect", effect.effect())
                                                .with("reason", effect.reason())
                                                .value())
                        .toList());
    }

    private static Table table(List<ExplainEffects.Effect> effects) {
        Table table = new Table("DRIVER", "VALUE", "EFFECT", "WHY");
        for (ExplainEffects.Effect effect : effects) {
            table.row(
                    Table.Cell.of(effect.driver()),
                    Table.Cell.of(effect.value()),
                    new Table.Cell(
                            effect.effect(),
                            effect.effect().equals("taken") ? Tint.GOOD : Tint.CARE),
                    Table.Cell.of(effect.reason()));
        }
        return table;
    }
}
