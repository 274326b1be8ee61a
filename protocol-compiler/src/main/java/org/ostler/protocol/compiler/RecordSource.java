package org.ostler.protocol.compiler;

import static org.ostler.protocol.compiler.JavaSource.quoted;

import org.ostler.protocol.compiler.Description.Member;
import org.ostler.protocol.compiler.Description.Struct;
import org.ostler.protocol.compiler.MemberType.Array;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Writes the Java record of a structure.
final class RecordSource {

    static final String PACKAGE = "org.ostler.wire.protocol";

    private final MemberCodec codec;

    RecordSource(MemberCodec codec) {
        this.codec = codec;
    }

    /// @param conditionMembers members that `memberValue` has to give
    String write(Struct struct, Set<String> conditionMembers) {
        JavaSource out = new JavaSource();
        out.line("package " + PACKAGE + ";").line("");
        imports(struct).forEach(name -> out.line("import " + name + ";"));
        out.line("");
        documentation(out, struct);
        String components =
                struct.members().stream()
                        .map(m -> codec.javaType(m.type()) + " " + Names.memberName(m.name()))
                        .collect(Collectors.joining(", "));
        out.line(
                "public record %s(%s) implements XdrStruct {"
                        .formatted(struct.className(), components));
        constructor(out, struct);
        decode(out, struct);
        encode(out, struct);
        memberValue(out, conditionMembers);
        return out.line("}").toString();
    }

    private Set<String> imports(Struct struct) {
        Set<String> names = new TreeSet<>();
        for (Member member : struct.members()) {
            String type = codec.javaType(member.type());
            if (type.startsWith("List<")) {
                names.add("java.util.List");
            }
            if (type.startsWith("Optional<")) {
                names.add("java.util.Optional");
            }
            if (type.contains("UUID")) {
                names.add("java.util.UUID");
            }
            if (isReference(type)) {
                names.add("java.util.Objects");
            }
        }
        return names;
    }

    private static boolean isReference(String javaType) {
        return Character.isUpperCase(javaType.charAt(0)) && !javaType.startsWith("List<");
    }

    private static void documentation(JavaSource out, Struct struct) {
        List<String> doc =
                struct.doc().isEmpty() ? List.of("Structure " + struct.name() + ".") : struct.doc();
        doc.forEach(line -> out.line(line.isEmpty() ? "///" : "/// " + line));
    }

    private void constructor(JavaSource out, Struct struct) {
        out.line("");
        out.line("/// Takes the members in the order of the wire; lists are copied.");
        out.line("public " + struct.className() + " {");
        for (Member member : struct.members()) {
            String name = Names.memberName(member.name());
            String type = codec.javaType(member.type());
            if (member.type() instanceof Array) {
                out.line("%s = List.copyOf(%1$s);".formatted(name));
            } else if (isReference(type)) {
                out.line("Objects.requireNonNull(%s, \"%1$s\");".formatted(name));
            }
        }
        out.line("}");
    }

    private void decode(JavaSource out, Struct struct) {
        out.line("").line("/// Reads one; an [XdrException] tells what is wrong.");
        out.line("public static " + struct.className() + " decode(XdrReader xdr) {");
        for (Member member : struct.members()) {
            codec.read(out, Names.memberName(member.name()), member.name(), member.type());
        }
        String arguments =
                struct.members().stream()
                        .map(
                                m ->
                                        MemberCodec.constructorArgument(
                                                Names.memberName(m.name()), m.type()))
                        .collect(Collectors.joining(", "));
        out.line("return new %s(%s);".formatted(struct.className(), arguments)).line("}");
    }

    private void encode(JavaSource out, Struct struct) {
        out.line("").line("@Override").line("public void encode(XdrWriter xdr) {");
        for (Member member : struct.members()) {
            codec.write(out, Names.memberName(member.name()), member.name(), member.type());
        }
        out.line("}");
    }

    private static void memberValue(JavaSource out, Set<String> members) {
        if (members.isEmpty()) {
            return;
        }
        out.line("").line("@Override").line("public long memberValue(String member) {");
        out.line("return switch (member) {");
        for (String member : new TreeSet<>(members)) {
            out.line("case %s -> %s;".formatted(quoted(member), Names.memberName(member)));
        }
        out.line("default -> 0;").line("};").line("}");
    }
}
