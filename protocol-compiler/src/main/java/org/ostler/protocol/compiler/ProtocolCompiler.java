package org.ostler.protocol.compiler;

import org.ostler.protocol.compiler.Description.Operation;
import org.ostler.protocol.compiler.Description.Struct;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The program: `ProtocolCompiler DESCRIPTIONS OUTPUT` reads `DESCRIPTIONS/*.protocol` and writes
/// Java below OUTPUT. Exits with 1 and one line on standard error if a description is wrong.
public final class ProtocolCompiler {

    private ProtocolCompiler() {}

    /// See the class comment.
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: ProtocolCompiler DESCRIPTIONS OUTPUT");
            System.exit(2);
        }
        try {
            compile(Path.of(args[0]), Path.of(args[1]));
        } catch (DescriptionException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(1);
        }
    }

    /// Reads all descriptions of a directory and writes the classes below another.
    ///
    /// @throws IOException if one cannot be read or written
    static void compile(Path source, Path target) throws IOException {
        List<Description> descriptions = new ArrayList<>();
        for (Path file : descriptionFiles(source)) {
            descriptions.add(
                    DescriptionParser.parse(
                            file.getFileName().toString(), Files.readAllLines(file)));
        }
        Structs structs = new Structs(descriptions);
        ProgramCheck.check(descriptions);

        OutputDirectory output =
                new OutputDirectory(target.resolve(RecordSource.PACKAGE.replace('.', '/')));
        writeRecords(output, structs, conditionMembers(descriptions));
        for (Description description : descriptions) {
            if (description.program().isPresent()) {
                TableSource table =
                        new TableSource(
                                description.program().orElseThrow(), description.operations());
                output.write(table.tableName(), table.table());
                output.write(table.decodersName(), table.decoders());
                output.write(table.wordsName(), table.words());
            }
        }
        output.deleteOthers();
    }

    private static List<Path> descriptionFiles(Path source) throws IOException {
        try (Stream<Path> files = Files.list(source)) {
            return files.filter(file -> file.toString().endsWith(".protocol")).sorted().toList();
        }
    }

    private static void writeRecords(
            OutputDirectory output, Structs structs, Map<String, Set<String>> conditionMembers)
            throws IOException {
        RecordSource records = new RecordSource(new MemberCodec(structs));
        for (Struct struct : structs.all()) {
            Set<String> members = conditionMembers.getOrDefault(struct.name(), Set.of());
            output.write(struct.className(), records.write(struct, members));
        }
    }

    /// By the name of an arguments structure: the members that permissions or the sparse flag refer
    /// to.
    private static Map<String, Set<String>> conditionMembers(List<Description> descriptions) {
        Map<String, Set<String>> result = new HashMap<>();
        for (Description description : descriptions) {
            for (Operation operation : description.operations()) {
                Set<String> members = new HashSet<>(operation.attributes().conditionMembers());
                if (operation.attributes().has("sparse")) {
                    members.add("flags");
                }
                operation.args().ifPresent(args -> result.put(args.name(), members));
            }
        }
        return result;
    }
}
