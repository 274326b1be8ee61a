package org.ostler.cli.output;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Where a command's results go, in the form that was asked for. Used by one thread at a time.
public final class Output {
    private final PrintStream out;
    private final Format format;
    private final boolean colours;
    private final boolean quiet;
    private final List<Value> collected = new ArrayList<>();
    private boolean collecting;

    /// @param colours whether tables may have them
    /// @param quiet whether sentences about what was done are left out
    public Output(PrintStream out, Format format, boolean colours, boolean quiet) {
        this.out = Objects.requireNonNull(out);
        this.format = format;
        this.colours = colours;
        this.quiet = quiet;
    }

    /// One result of several.
    ///
    /// @param name what `-o name` prints
    public record Item(Value.Fields value, String name) {}

    /// Prints all results: as the table, or as one array of objects.
    public void all(List<Item> items, Table table) {
        switch (format) {
            case TABLE -> out.print(table.text(colours));
            case NAME -> items.forEach(item -> out.println(Printable.line(item.name())));
            case JSON, YAML ->
                    document(new Value.Items(items.stream().<Value>map(Item::value).toList()));
        }
    }

    /// Prints the only result.
    ///
    /// @param text for people, its lines ended
    public void one(Item item, String text) {
        switch (format) {
            case TABLE -> out.print(text);
            case NAME -> out.println(Printable.line(item.name()));
            case JSON, YAML -> document(item.value());
        }
    }

    /// Adds one of the results that [#finish] prints as one array; people and scripts see theirs at
    /// once.
    ///
    /// @param text for people, its lines ended
    public void add(Item item, String text) {
        collecting = true;
        switch (format) {
            case TABLE -> out.print(text);
            case NAME -> out.println(Printable.line(item.name()));
            case JSON, YAML -> collected.add(item.value());
        }
        out.flush();
    }

    /// As [#add], for what was done: a sentence, which `--quiet` leaves out.
    public void done(Item item, String sentence) {
        add(item, quiet ? "" : Printable.line(sentence) + "\n");
    }

    /// Says that there will be an array of results even if none of them comes about.
    public void expectSeveral() {
        collecting = true;
    }

    /// Prints one event of a stream at once.
    ///
    /// @return whether anybody still reads
    public boolean event(Item item, String line) {
        switch (format) {
            case TABLE -> out.println(Printable.line(line));
            case NAME -> out.println(Printable.line(item.name()));
            case JSON -> out.println(JsonWriter.oneLine(item.value()));
            case YAML -> out.print("---\n" + YamlWriter.write(item.value()));
        }
        return !out.checkError();
    }

    /// Prints what was collected.
    public void finish() {
        if (collecting && (format == Format.JSON || format == Format.YAML)) {
            document(new Value.Items(collected));
        }
        out.flush();
    }

    private void document(Value value) {
        out.print(
                format == Format.YAML
                        ? YamlWriter.write(value)
                        : JsonWriter.indented(value) + "\n");
    }

    /// The stream itself, for what has only one form.
    public PrintStream stream() {
        return out;
    }

    public Format format() {
        return format;
    }

    /// Whether texts for people may have colours.
    public boolean colours() {
        return colours;
    }
}
