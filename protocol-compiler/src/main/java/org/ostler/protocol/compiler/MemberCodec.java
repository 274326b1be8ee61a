package org.ostler.protocol.compiler;

import static org.ostler.protocol.compiler.JavaSource.quoted;

import org.ostler.protocol.compiler.MemberType.Array;
import org.ostler.protocol.compiler.MemberType.Bytes;
import org.ostler.protocol.compiler.MemberType.CString;
import org.ostler.protocol.compiler.MemberType.CharBytes;
import org.ostler.protocol.compiler.MemberType.Maybe;
import org.ostler.protocol.compiler.MemberType.Parameter;
import org.ostler.protocol.compiler.MemberType.Reference;
import org.ostler.protocol.compiler.MemberType.Text;
import org.ostler.protocol.compiler.MemberType.Uuid;

/// Knows for each type of member its Java type and the statements that read and write it.
final class MemberCodec {

    private final Structs structs;

    MemberCodec(Structs structs) {
        this.structs = structs;
    }

    /// The Java type of the record's component.
    String javaType(MemberType type) {
        return switch (type) {
            case MemberType.Scalar scalar ->
                    switch (scalar) {
                        case INT, UINT, CHAR, UCHAR, SHORT, USHORT -> "int";
                        case HYPER, UHYPER -> "long";
                        case DOUBLE -> "double";
                        case BOOL -> "boolean";
                    };
            case Uuid() -> "UUID";
            case Parameter() -> "TypedParam";
            case Text _, CString _ -> "String";
            case Bytes _, CharBytes _ -> "Opaque";
            case Reference(String name) -> structs.get(name).className();
            case Array(MemberType element, _) -> "List<" + boxed(element) + ">";
            case Maybe(MemberType element) -> "Optional<" + boxed(element) + ">";
        };
    }

    private String boxed(MemberType type) {
        String java = javaType(type);
        return switch (java) {
            case "int" -> "Integer";
            case "long" -> "Long";
            case "double" -> "Double";
            case "boolean" -> "Boolean";
            default -> java;
        };
    }

    /// Declares the local variable `name` and reads it. `path` is the member's name on the wire.
    void read(JavaSource out, String name, String path, MemberType type) {
        switch (type) {
            case Array(MemberType element, int max) -> {
                out.line(
                        "int %sCount = xdr.count(%s, %d, %d);"
                                .formatted(name, quoted(path), max, structs.minBytes(element)));
                out.line("%s[] %s = new %1$s[%2$sCount];".formatted(boxed(element), name));
                out.line(
                        "for (int xdrIndex = 0; xdrIndex < %sCount; xdrIndex++) {".formatted(name));
                out.line("xdr.index(xdrIndex);");
                out.line("%s[xdrIndex] = %s;".formatted(name, value("", element)));
                out.line("}").line("xdr.leave();");
            }
            case Maybe(Text(int max)) ->
                    out.line(
                            "Optional<String> %s = xdr.optionalText(%s, %d);"
                                    .formatted(name, quoted(path), max));
            case Maybe(MemberType element) -> {
                out.line("%s %s = Optional.empty();".formatted(javaType(type), name));
                out.line("if (xdr.present(%s)) {".formatted(quoted(path)));
                enter(out, path, element);
                out.line("%s = Optional.of(%s);".formatted(name, value(path, element)));
                leave(out, element);
                out.line("}");
            }
            case MemberType one -> {
                enter(out, path, one);
                out.line("%s %s = %s;".formatted(javaType(one), name, value(path, one)));
                leave(out, one);
            }
        }
    }

    private static void enter(JavaSource out, String path, MemberType type) {
        if (isNested(type)) {
            out.line("xdr.enter(%s);".formatted(quoted(path)));
        }
    }

    private static void leave(JavaSource out, MemberType type) {
        if (isNested(type)) {
            out.line("xdr.leave();");
        }
    }

    private static boolean isNested(MemberType type) {
        return type instanceof Reference || type instanceof Parameter;
    }

    /// The expression that reads one value.
    private String value(String path, MemberType type) {
        String member = quoted(path);
        return switch (type) {
            case MemberType.Scalar scalar ->
                    switch (scalar) {
                        case INT, UINT -> "xdr.integer(" + member + ")";
                        case CHAR -> "(byte) xdr.integer(" + member + ")";
                        case UCHAR -> "xdr.integer(" + member + ") & 0xff";
                        case SHORT -> "(short) xdr.integer(" + member + ")";
                        case USHORT -> "xdr.integer(" + member + ") & 0xffff";
                        case HYPER, UHYPER -> "xdr.hyper(" + member + ")";
                        case DOUBLE -> "xdr.real(" + member + ")";
                        case BOOL -> "xdr.bool(" + member + ")";
                    };
            case Uuid() -> "xdr.uuid(" + member + ")";
            case Parameter() -> "TypedParam.decode(xdr)";
            case Text(int max) -> "xdr.text(" + member + ", " + max + ")";
            case CharBytes(int max) -> "xdr.charBytes(" + member + ", " + max + ")";
            case Bytes(int length, boolean fixed) ->
                    "xdr.%s(%s, %d)".formatted(fixed ? "fixedOpaque" : "opaque", member, length);
            case CString(int length, boolean fixed) ->
                    "xdr.%s(%s, %d)".formatted(fixed ? "fixedCString" : "cString", member, length);
            case Reference(String name) -> structs.get(name).className() + ".decode(xdr)";
            case Array _, Maybe _ -> throw new IllegalArgumentException("not a single value");
        };
    }

    /// The expression that the constructor takes for the variable that [#read] declared.
    static String constructorArgument(String name, MemberType type) {
        return type instanceof Array ? "List.of(" + name + ")" : name;
    }

    /// Writes the component `name`.
    void write(JavaSource out, String name, String path, MemberType type) {
        switch (type) {
            case Array(MemberType element, int max) -> {
                out.line("xdr.count(%s, %s.size(), %d);".formatted(quoted(path), name, max));
                out.line(
                        "for (int xdrIndex = 0; xdrIndex < %s.size(); xdrIndex++) {"
                                .formatted(name));
                out.line("xdr.index(xdrIndex);");
                out.line(statement("", name + ".get(xdrIndex)", element));
                out.line("}").line("xdr.leave();");
            }
            case Maybe(Text(int max)) ->
                    out.line("xdr.optionalText(%s, %s, %d);".formatted(quoted(path), name, max));
            case Maybe(MemberType element) -> {
                out.line("if (xdr.present(%s.isPresent())) {".formatted(name));
                enter(out, path, element);
                out.line(statement(path, name + ".orElseThrow()", element));
                leave(out, element);
                out.line("}");
            }
            case MemberType one -> {
                enter(out, path, one);
                out.line(statement(path, name, one));
                leave(out, one);
            }
        }
    }

    /// The statement that writes one value.
    private static String statement(String path, String value, MemberType type) {
        String member = quoted(path);
        return switch (type) {
            case MemberType.Scalar scalar ->
                    switch (scalar) {
                        case INT, UINT, CHAR, UCHAR, SHORT, USHORT -> "xdr.integer(" + value + ");";
                        case HYPER, UHYPER -> "xdr.hyper(" + value + ");";
                        case DOUBLE -> "xdr.real(" + value + ");";
                        case BOOL -> "xdr.bool(" + value + ");";
                    };
            case Uuid() -> "xdr.uuid(" + value + ");";
            case Parameter _, Reference _ -> value + ".encode(xdr);";
            case Text(int max) -> "xdr.text(%s, %s, %d);".formatted(member, value, max);
            case CharBytes(int max) -> "xdr.charBytes(%s, %s, %d);".formatted(member, value, max);
            case Bytes(int length, boolean fixed) ->
                    "xdr.%s(%s, %s, %d);"
                            .formatted(fixed ? "fixedOpaque" : "opaque", member, value, length);
            case CString(int length, boolean fixed) ->
                    "xdr.%s(%s, %s, %d);"
                            .formatted(fixed ? "fixedCString" : "cString", member, value, length);
            case Array _, Maybe _ -> throw new IllegalArgumentException("not a single value");
        };
    }
}
