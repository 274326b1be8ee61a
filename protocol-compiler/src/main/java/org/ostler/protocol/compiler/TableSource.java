package org.ostler.protocol.compiler;

import static org.ostler.protocol.compiler.JavaSource.quoted;

import org.ostler.protocol.compiler.Description.Operation;
import org.ostler.protocol.compiler.Description.Program;
import org.ostler.protocol.compiler.Description.Struct;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Writes the three classes of a program: the table of its procedures, the switches that decode,
/// and those that name.
final class TableSource {

    private final Program program;
    private final List<Operation> operations;

    TableSource(Program program, List<Operation> operations) {
        this.program = program;
        this.operations = operations;
    }

    String tableName() {
        return Names.className(program.name()) + "Procedures";
    }

    String decodersName() {
        return Names.className(program.name()) + "Decoders";
    }

    String wordsName() {
        return Names.className(program.name()) + "Words";
    }

    String table() {
        JavaSource out = new JavaSource();
        out.line("package " + RecordSource.PACKAGE + ";").line("");
        out.line("/// The procedures of program `%s`.".formatted(program.name()));
        out.line("public final class " + tableName() + " {").line("");
        out.line("/// The program's number on the wire.");
        out.line("public static final int PROGRAM = 0x%08x;".formatted(program.number())).line("");
        out.line("/// The program's version on the wire.");
        out.line("public static final int VERSION = %d;".formatted(program.version())).line("");
        out.line("private static final ProcedureDecoders DECODERS = new " + decodersName() + "();");
        operations.forEach(operation -> constant(out, operation));
        out.line("").line("private " + tableName() + "() {").line("}").line("");
        out.line("/// All of them.");
        out.line("public static ProcedureTable table() {").line("return Table.ALL;").line("}");
        out.line("").line("/// Made when first asked for: a client never does.");
        out.line("private static final class Table {");
        out.line("static final ProcedureTable ALL =");
        String all = operations.stream().map(Operation::name).collect(Collectors.joining(", "));
        out.line(
                "    new ProcedureTable(%s, PROGRAM, VERSION, %s);"
                        .formatted(quoted(program.name()), all));
        out.line("}").line("");
        define(out);
        return out.line("}").toString();
    }

    private String function(Operation operation) {
        return operation.attributes().has("api")
                ? operation.attributes().get("api")
                : Names.functionName(program.api(), operation.name());
    }

    private void constant(JavaSource out, Operation operation) {
        out.line("");
        out.line(
                "/// %s %d, `%s`."
                        .formatted(
                                operation.event() ? "Event" : "Call",
                                operation.number(),
                                function(operation)));
        out.line(
                "public static final Procedure<%s, %s> %s ="
                        .formatted(
                                payload(operation.args()),
                                payload(operation.reply()),
                                operation.name()));
        out.line(
                "    define(%d, %s, %d);"
                        .formatted(operation.number(), traits(operation), errorDomain(operation)));
    }

    private static String payload(Optional<Struct> struct) {
        return struct.map(Struct::className).orElse("Nothing");
    }

    private static String traits(Operation operation) {
        Attributes attributes = operation.attributes();
        StringBuilder traits = new StringBuilder();
        add(traits, operation.event(), "EVENT");
        add(traits, attributes.has("high"), "HIGH");
        add(traits, attributes.get("stream").contains("r"), "STREAM_TO_CLIENT");
        add(traits, attributes.get("stream").contains("w"), "STREAM_TO_SERVER");
        add(traits, attributes.has("sparse"), "SPARSE");
        add(traits, attributes.has("ro"), "READ_ONLY");
        add(traits, attributes.has("rw"), "READ_WRITE");
        String files = attributes.get("fds");
        add(traits, files.equals("in") || files.equals("both"), "FILES_TO_SERVER");
        add(traits, files.equals("out") || files.equals("both"), "FILES_TO_CLIENT");
        return traits.isEmpty() ? "0" : traits.toString();
    }

    private static void add(StringBuilder traits, boolean has, String trait) {
        if (has) {
            traits.append(traits.isEmpty() ? "" : " | ").append("Procedure.").append(trait);
        }
    }

    private int errorDomain(Operation operation) {
        if (operation.attributes().has("from")) {
            return Integer.parseInt(operation.attributes().get("from"));
        }
        int domain = 0;
        int longest = -1;
        for (Map.Entry<String, Integer> entry : program.errorDomains().entrySet()) {
            String prefix = entry.getKey();
            if (prefix.length() > longest && operation.name().startsWith(prefix)) {
                longest = prefix.length();
                domain = entry.getValue();
            }
        }
        return domain;
    }

    private static void define(JavaSource out) {
        out.line(
                "private static <A extends XdrStruct, R extends XdrStruct> Procedure<A, R>"
                        + " define(");
        out.line("        int number, int traits, int errorDomain) {");
        out.line("return new Procedure<>(DECODERS, PROGRAM, number, traits, errorDomain);");
        out.line("}");
    }

    String words() {
        JavaSource out = new JavaSource();
        out.line("package " + RecordSource.PACKAGE + ";").line("");
        out.line("/// What the procedures of program `%s` are called.".formatted(program.name()));
        out.line("final class " + wordsName() + " implements ProcedureWords {").line("");
        out.line("static final ProcedureWords ALL = new " + wordsName() + "();").line("");
        out.line("private " + wordsName() + "() {").line("}");
        word(out, "name", Operation::name);
        word(out, "apiName", this::function);
        word(out, "permissions", operation -> operation.attributes().permissions());
        word(out, "filter", operation -> operation.attributes().get("filter"));
        return out.line("}").toString();
    }

    private void word(JavaSource out, String method, Function<Operation, String> word) {
        out.line("").line("@Override");
        out.line("public String %s(int number) {".formatted(method));
        out.line("return switch (number) {");
        for (Operation operation : operations) {
            if (!word.apply(operation).isEmpty()) {
                out.line(
                        "case %d -> %s;"
                                .formatted(operation.number(), quoted(word.apply(operation))));
            }
        }
        out.line("default -> \"\";").line("};").line("}");
    }

    String decoders() {
        JavaSource out = new JavaSource();
        out.line("package " + RecordSource.PACKAGE + ";").line("");
        out.line("/// Reads the payloads of program `%s`.".formatted(program.name()));
        out.line("final class " + decodersName() + " implements ProcedureDecoders {").line("");
        out.line("@Override").line("public ProcedureWords words() {");
        out.line("return " + wordsName() + ".ALL;").line("}");
        decoder(out, "args", Operation::args);
        decoder(out, "reply", Operation::reply);
        return out.line("}").toString();
    }

    /// Each case returns by itself: where branches meet, javac would give the value the common
    /// superclass of all records, and the verifier would have to load every one of them to check
    /// that.
    private void decoder(
            JavaSource out, String method, Function<Operation, Optional<Struct>> payload) {
        out.line("").line("@Override");
        out.line("public XdrStruct %s(int number, XdrReader xdr) {".formatted(method));
        out.line("switch (number) {");
        for (Operation operation : operations) {
            payload.apply(operation)
                    .ifPresent(
                            struct -> {
                                out.line("case %d:".formatted(operation.number()));
                                out.line(
                                        "    return %s.decode(xdr);".formatted(struct.className()));
                            });
        }
        out.line("default:").line("    return Nothing.NOTHING;").line("}").line("}");
    }
}
