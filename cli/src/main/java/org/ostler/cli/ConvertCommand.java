package org.ostler.cli;

import org.ostler.api.FaultDomain;
import org.ostler.cli.output.FieldList;
import org.ostler.cli.output.Printable;
import org.ostler.cli.output.Value;
import org.ostler.model.SpecException;
import org.ostler.xlcfg.XlDialect;
import org.ostler.xlcfg.XlRemark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Turns files that describe guests into other forms, and says what does not come across.
final class ConvertCommand {
    private final Call call;
    private final Optional<GuestForm> target;
    private final XlDialect dialect;
    private final TextResults results;

    private ConvertCommand(Call call, TextResults results) {
        Invocation words = call.invocation();
        this.call = call;
        this.target = words.value("to").flatMap(GuestForm::of);
        this.dialect =
                words.value("dialect").orElse("xl").equals("xm") ? XlDialect.XM : XlDialect.XL;
        this.results = results;
    }

    static ExitCode run(Call call) throws UsageException, InterruptedException {
        TextResults results = TextResults.of(call);
        return Each.of(call, call.operands(), new ConvertCommand(call, results)::convert);
    }

    private void convert(String word) throws IOException {
        InputFile input = new InputFile(word);
        byte[] bytes = GuestForm.withoutMark(input.read(call.surroundings()));
        GuestForm from = GuestForm.recognized(bytes);
        GuestForm to = target.orElseGet(from::usualTarget);
        GuestConverter.Result result = result(input, new GuestConverter(from, to, dialect), bytes);
        result.remarks().forEach(remark -> say(input, remark));
        if (call.has("strict") && result.losesAnything()) {
            throw new Failure(
                    ExitCode.REFUSED, input.name() + ": not converted, as something would be lost");
        }
        FieldList fields =
                new FieldList()
                        .with("file", input.word())
                        .with("from", from.word())
                        .with("to", to.word());
        String name = to.fileName(Path.of(word).getFileName().toString());
        results.put(input, fields, result.text(), remarks(result), name, "converted");
    }

    private static GuestConverter.Result result(
            InputFile input, GuestConverter converter, byte[] bytes) {
        try {
            return converter.convert(bytes);
        } catch (SpecException wrong) {
            throw input.fault(
                    wrong, converter.from() == GuestForm.XML ? FaultDomain.XML : FaultDomain.CONF);
        }
    }

    private void say(InputFile input, XlRemark remark) {
        if (!call.quiet() || matters(remark.kind())) {
            call.surroundings().err().println(Printable.line(line(input, remark)));
        }
    }

    /// A line as compilers print it: `web.cfg:3:10: misread: memory: …`.
    static String line(InputFile input, XlRemark remark) {
        String about = remark.option().isEmpty() ? "" : remark.option() + ": ";
        String place = input.place(remark.line(), remark.column());
        return place + ": " + word(remark) + ": " + about + remark.text();
    }

    /// Whether it is said even with `--quiet`, as something did not come across as it was.
    static boolean matters(XlRemark.Kind kind) {
        return switch (kind) {
            case LOST, CHANGED -> true;
            case UNKNOWN, MISREAD, REFUSED_BY_XL, REPEATED, IGNORED, LEGACY, KEPT -> false;
        };
    }

    private static String word(XlRemark remark) {
        return remark.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Value remarks(GuestConverter.Result result) {
        return new Value.Items(
                result.remarks().stream()
                        .<Value>map(
                                remark ->
                                        new FieldList()
                                                .with("kind", word(remark))
                                                .with("line", remark.line())
                                                .with("column", remark.column())
                                                .with("option", remark.option())
                                                .with("text", remark.text())
                                                .value())
                        .toList());
    }
}
