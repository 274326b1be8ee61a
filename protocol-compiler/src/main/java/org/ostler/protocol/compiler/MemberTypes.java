package org.ostler.protocol.compiler;

import org.jspecify.annotations.Nullable;
import org.ostler.protocol.compiler.MemberType.Array;
import org.ostler.protocol.compiler.MemberType.Bytes;
import org.ostler.protocol.compiler.MemberType.CString;
import org.ostler.protocol.compiler.MemberType.CharBytes;
import org.ostler.protocol.compiler.MemberType.Maybe;
import org.ostler.protocol.compiler.MemberType.Parameter;
import org.ostler.protocol.compiler.MemberType.Reference;
import org.ostler.protocol.compiler.MemberType.Text;
import org.ostler.protocol.compiler.MemberType.Uuid;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the notation of types: `uint`, `string(64)?`, `opaque[16]`, `domain_ref<16384>`.
final class MemberTypes {

    /// libvirt's limit of every string that has no smaller one.
    static final int STRING_MAX = 4_194_304;

    private static final Pattern NOTATION =
            Pattern.compile(
                    "(?<name>[a-z][a-z0-9_]*)"
                            + "(?:\\((?<atMost>\\d+)\\)|\\[(?<exactly>\\d+)\\])?"
                            + "(?<optional>\\?)?(?:<(?<elements>\\d+)>)?");

    private MemberTypes() {}

    static MemberType parse(Place place, String text) {
        Matcher matcher = NOTATION.matcher(text);
        if (!matcher.matches()) {
            throw place.error("not a type: " + text);
        }
        @Nullable String size = matcher.group("atMost");
        @Nullable String exactly = matcher.group("exactly");
        MemberType type =
                single(
                        place,
                        matcher.group("name"),
                        size != null
                                ? bound(place, size)
                                : exactly != null ? bound(place, exactly) : 0,
                        exactly != null);
        @Nullable String elements = matcher.group("elements");
        boolean optional = matcher.group("optional") != null;
        if (optional && elements != null) {
            throw place.error("an array of optional elements is not supported: " + text);
        }
        if (elements != null) {
            return new Array(type, bound(place, elements));
        }
        return optional ? new Maybe(type) : type;
    }

    private static MemberType single(Place place, String name, int size, boolean fixed) {
        boolean sized = size > 0;
        switch (name) {
            case "string" -> {
                require(place, !fixed, "a string has no fixed size");
                return new Text(sized ? size : STRING_MAX);
            }
            case "opaque" -> {
                require(place, sized, "opaque needs a size: opaque(N) or opaque[N]");
                return new Bytes(size, fixed);
            }
            case "cstring" -> {
                require(place, sized, "cstring needs a size: cstring(N) or cstring[N]");
                return new CString(size, fixed);
            }
            case "charbytes" -> {
                require(place, sized && !fixed, "charbytes needs a limit: charbytes(N)");
                return new CharBytes(size);
            }
            default -> require(place, !sized, name + " has no size");
        }
        return switch (name) {
            case "uuid" -> new Uuid();
            case "typed_param" -> new Parameter();
            case "int",
                    "uint",
                    "hyper",
                    "uhyper",
                    "double",
                    "bool",
                    "char",
                    "uchar",
                    "short",
                    "ushort" ->
                    MemberType.Scalar.valueOf(name.toUpperCase(Locale.ROOT));
            default -> new Reference(name);
        };
    }

    private static void require(Place place, boolean condition, String problem) {
        if (!condition) {
            throw place.error(problem);
        }
    }

    /// A limit has to leave the frame's limit of 32 MiB some sense.
    private static int bound(Place place, String digits) {
        int bound = digits.length() > 8 ? 0 : Integer.parseInt(digits);
        if (bound < 1 || bound > 16_777_216) {
            throw place.error("a size is from 1 to 16777216, found " + digits);
        }
        return bound;
    }
}
