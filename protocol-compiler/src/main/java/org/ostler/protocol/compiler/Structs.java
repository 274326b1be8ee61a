package org.ostler.protocol.compiler;

import org.ostler.protocol.compiler.Description.Member;
import org.ostler.protocol.compiler.Description.Struct;
import org.ostler.protocol.compiler.MemberType.Array;
import org.ostler.protocol.compiler.MemberType.Bytes;
import org.ostler.protocol.compiler.MemberType.CString;
import org.ostler.protocol.compiler.MemberType.CharBytes;
import org.ostler.protocol.compiler.MemberType.Maybe;
import org.ostler.protocol.compiler.MemberType.Parameter;
import org.ostler.protocol.compiler.MemberType.Reference;
import org.ostler.protocol.compiler.MemberType.Text;
import org.ostler.protocol.compiler.MemberType.Uuid;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All structures of all descriptions by name, with what needs to look across them: that each
/// reference leads somewhere, that none contains itself, and how few bytes one takes.
final class Structs {

    private final Map<String, Struct> byName = new LinkedHashMap<>();

    /// @throws DescriptionException if a name is taken twice, unknown, or contains itself
    Structs(List<Description> descriptions) {
        Map<String, Struct> byClass = new LinkedHashMap<>();
        for (Description description : descriptions) {
            for (Struct struct : description.structs()) {
                refuseTwin(byName.put(struct.name(), struct), struct);
                refuseTwin(byClass.put(struct.className(), struct), struct);
            }
        }
        for (Struct struct : byName.values()) {
            check(struct);
        }
    }

    private static void refuseTwin(
            @org.jspecify.annotations.Nullable Struct earlier, Struct struct) {
        if (earlier != null) {
            throw struct.place()
                    .error(struct.name() + " is already described at " + earlier.place());
        }
    }

    private void check(Struct struct) {
        Set<String> names = new HashSet<>();
        for (Member member : struct.members()) {
            if (!names.add(Names.memberName(member.name()))) {
                throw member.place().error("member " + member.name() + " twice");
            }
            if (target(member.type()) instanceof Reference(String name)
                    && !byName.containsKey(name)) {
                throw member.place().error("unknown type " + name);
            }
        }
        refuseCycle(struct, struct, new HashSet<>());
    }

    private void refuseCycle(Struct root, Struct struct, Set<String> visited) {
        for (Member member : struct.members()) {
            if (target(member.type()) instanceof Reference(String name)) {
                if (name.equals(root.name())) {
                    throw root.place().error(root.name() + " contains itself");
                }
                Struct inner = byName.get(name);
                if (inner != null && visited.add(name)) {
                    refuseCycle(root, inner, visited);
                }
            }
        }
    }

    private static MemberType target(MemberType type) {
        return switch (type) {
            case Array(MemberType element, _) -> target(element);
            case Maybe(MemberType element) -> target(element);
            case MemberType other -> other;
        };
    }

    Collection<Struct> all() {
        return byName.values();
    }

    Struct get(String name) {
        Struct struct = byName.get(name);
        if (struct == null) {
            throw new IllegalArgumentException("unchecked reference to " + name);
        }
        return struct;
    }

    /// The fewest bytes that a value of this type takes on the wire.
    int minBytes(MemberType type) {
        return switch (type) {
            case MemberType.Scalar scalar ->
                    switch (scalar) {
                        case HYPER, UHYPER, DOUBLE -> 8;
                        case INT, UINT, BOOL, CHAR, UCHAR, SHORT, USHORT -> 4;
                    };
            case Uuid() -> 16;
            case Parameter() -> 12;
            case Text _, CharBytes _, Array _, Maybe _ -> 4;
            case Bytes(int length, boolean fixed) -> fixed ? (length + 3) / 4 * 4 : 4;
            case CString(int length, boolean fixed) -> fixed ? 4 * length : 4;
            case Reference(String name) ->
                    get(name).members().stream().mapToInt(m -> minBytes(m.type())).sum();
        };
    }
}
