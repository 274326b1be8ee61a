package org.ostler.wire.protocol;

import java.util.ArrayList;
import java.util.List;

/// What a caller must be allowed, on which kind of object: `domain`, `read_secure`. The names are
/// those of libvirt's access control.
///
/// @param object the kind of object, as `domain` or `storage_vol`
/// @param action what is done to it, as `read` or `start`
/// @param condition when it is needed at all
public record Permission(String object, String action, Condition condition) {

    /// When a permission is needed, told from a whole-number member of the arguments.
    public sealed interface Condition {

        /// Whether it is needed for these arguments.
        default boolean holdsFor(XdrStruct args) {
            return switch (this) {
                case Always() -> true;
                case AnyBit(String member, long bits) -> (args.memberValue(member) & bits) != 0;
                case NoBit(String member, long bits) -> (args.memberValue(member) & bits) == 0;
                case Equal(String member, long value) -> args.memberValue(member) == value;
            };
        }
    }

    /// Needed for every call.
    public record Always() implements Condition {}

    /// Needed if any of the bits is set in the member.
    public record AnyBit(String member, long bits) implements Condition {}

    /// Needed if none of the bits is set in the member.
    public record NoBit(String member, long bits) implements Condition {}

    /// Needed if the member has this value.
    public record Equal(String member, long value) implements Condition {}

    private static final Always ALWAYS = new Always();

    /// The permission as the protocol description writes it: `domain:save?flags&2`.
    @Override
    public String toString() {
        String needed = object + ":" + action;
        return switch (condition) {
            case Always() -> needed;
            case AnyBit(String member, long bits) -> needed + "?" + member + "&" + bits;
            case NoBit(String member, long bits) -> needed + "?" + member + "!" + bits;
            case Equal(String member, long value) -> needed + "?" + member + "=" + value;
        };
    }

    /// Whether it only lets one look at things that are no secrets, so that a read-only connection
    /// has it: `read`, `getattr` and the `search_…` of lists.
    public boolean isReadOnly() {
        return action.equals("read") || action.equals("getattr") || action.startsWith("search_");
    }

    /// Reads a list as the protocol description has it: `domain:write,domain:save?flags&2`.
    static List<Permission> parseList(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<Permission> permissions = new ArrayList<>();
        for (int from = 0; from <= text.length(); ) {
            int comma = text.indexOf(',', from);
            int to = comma < 0 ? text.length() : comma;
            permissions.add(parse(text.substring(from, to)));
            from = to + 1;
        }
        return List.copyOf(permissions);
    }

    private static Permission parse(String text) {
        int colon = text.indexOf(':');
        int mark = text.indexOf('?');
        String object = text.substring(0, colon);
        return mark < 0
                ? new Permission(object, text.substring(colon + 1), ALWAYS)
                : new Permission(
                        object,
                        text.substring(colon + 1, mark),
                        condition(text.substring(mark + 1)));
    }

    /// The protocol compiler has checked the form: name, one of `&!=`, number.
    private static Condition condition(String text) {
        int at = 0;
        while (Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        String member = text.substring(0, at);
        long number = Long.parseLong(text, at + 1, text.length(), 10);
        return switch (text.charAt(at)) {
            case '&' -> new AnyBit(member, number);
            case '!' -> new NoBit(member, number);
            case '=' -> new Equal(member, number);
            default -> throw new IllegalArgumentException("condition of a permission: " + text);
        };
    }
}
