package org.ostler.cli;

import org.ostler.api.FaultDomain;
import org.ostler.cli.output.FieldList;
import org.ostler.cli.output.Printable;
import org.ostler.cli.output.Value;
import org.ostler.driver.qemu.rules.QemuRules;
import org.ostler.model.Place;
import org.ostler.model.Remark;
import org.ostler.model.SpecException;
import org.ostler.model.XmlElement;
import org.ostler.model.XmlReader;
import org.ostler.model.document.DocumentKind;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Writes documents in their canonical form, and says what in them is kept without being understood
/// and what is left out.
final class FormatCommand {
    /// The words for `--kind`.
    static final List<String> KINDS =
            Arrays.stream(DocumentKind.values()).map(DocumentKind::word).toList();

    private final Call call;
    private final Optional<DocumentKind> wanted;
    private final TextResults results;

    private FormatCommand(Call call, TextResults results) {
        Invocation words = call.invocation();
        this.call = call;
        this.wanted = words.value("kind").flatMap(DocumentKind::called);
        this.results = results;
    }

    static ExitCode run(Call call) throws UsageException, InterruptedException {
        TextResults results = TextResults.of(call);
        return Each.of(call, call.operands(), new FormatCommand(call, results)::format);
    }

    private void format(String word) throws IOException {
        InputFile input = new InputFile(word);
        byte[] bytes = input.read(call.surroundings());
        DocumentKind kind;
        DocumentKind.Canonical canonical;
        try {
            XmlElement document = XmlReader.standard().read(bytes);
            kind = wanted.isPresent() ? wanted.get() : recognized(document);
            canonical = kind.canonical(document);
            if (kind == DocumentKind.DOMAIN && QemuRules.areFor(Place.of(document))) {
                QemuRules.check(Place.of(document));
            }
        } catch (SpecException wrong) {
            throw input.fault(wrong, FaultDomain.XML);
        }
        canonical.remarks().forEach(remark -> say(input, remark));
        FieldList fields = new FieldList().with("file", word).with("kind", kind.word());
        String name = Path.of(word).getFileName().toString();
        results.put(input, fields, canonical.text(), remarks(canonical), name, "written");
    }

    private static DocumentKind recognized(XmlElement document) {
        return DocumentKind.of(document)
                .orElseThrow(
                        () ->
                                new SpecException(
                                        SpecException.Kind.CONTENT,
                                        document.line(),
                                        document.column(),
                                        "/" + document.name(),
                                        "unknown root element '" + document.name() + "'",
                                        Arrays.stream(DocumentKind.values())
                                                .map(DocumentKind::root)
                                                .collect(
                                                        Collectors.joining(
                                                                "', '", "one of '", "'"))));
    }

    /// A line as compilers print it: `net.xml:3: unknown, kept: /network/surprise`. With `--quiet`
    /// only what is left out.
    private void say(InputFile input, Remark remark) {
        if (!call.quiet() || remark.kind() == Remark.Kind.REPORTED) {
            String line =
                    input.name() + ":" + remark.line() + ": " + word(remark) + ": " + remark.path();
            call.surroundings().err().println(Printable.line(line));
        }
    }

    private static String word(Remark remark) {
        String word = remark.kind().name().toLowerCase(Locale.ROOT);
        return switch (remark.kind()) {
            case UNTYPED, UNKNOWN, REPEATED, EXTENSION -> word + ", kept";
            case REPORTED -> word + " by a host, left out";
        };
    }

    private static Value remarks(DocumentKind.Canonical canonical) {
        return new Value.Items(
                canonical.remarks().stream()
                        .<Value>map(
                                remark ->
                                        new FieldList()
                                                .with(
                                                        "kind",
                                                        remark.kind()
                                                                .name()
                                                                .toLowerCase(Locale.ROOT))
                                                .with("line", remark.line())
                                                .with("path", remark.path())
                                                .value())
                        .toList());
    }
}
