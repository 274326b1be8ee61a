package org.ostler.cli;

import org.ostler.cli.output.FieldList;
import org.ostler.cli.output.Output;
import org.ostler.cli.output.Value;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Where commands that turn files into texts put these: to standard output, or, with `--out`, as
/// files into a folder.
final class TextResults {
    private final Call call;
    private final Optional<OutputFolder> folder;

    private TextResults(Call call, Optional<OutputFolder> folder) {
        this.call = call;
        this.folder = folder;
    }

    /// As the call's words `--out` and `--force` say.
    ///
    /// @throws UsageException when they do not go together with each other or with the files
    static TextResults of(Call call) throws UsageException {
        Optional<String> out = call.invocation().value("out");
        if (call.has("force") && out.isEmpty()) {
            throw new UsageException("--force is about files, and needs --out");
        }
        if (out.isPresent() && call.operands().contains("-")) {
            throw new UsageException("standard input has no name, which --out needs");
        }
        return new TextResults(
                call,
                out.map(dir -> new OutputFolder(Path.of(dir), call.has("force"), call.operands())));
    }

    /// Puts one where it belongs.
    ///
    /// @param fields what is said of it besides, in the forms for programs
    /// @param name of the file that is made
    /// @param done what became of the input, for people: `converted`
    void put(
            InputFile input, FieldList fields, String text, Value remarks, String name, String done)
            throws IOException {
        if (folder.isEmpty()) {
            fields.with("text", text).with("remarks", remarks);
            call.output().add(new Output.Item(fields.value(), input.word()), text);
            return;
        }
        String written = folder.get().write(Path.of(input.word()), name, text).toString();
        fields.with("written", written).with("remarks", remarks);
        call.output()
                .done(
                        new Output.Item(fields.value(), written),
                        input.name() + " " + done + " to " + written);
    }
}
