package org.ostler.driver.xen;

import org.ostler.xlcfg.Json;
import org.ostler.xlcfg.JsonText;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Finds what this release of libxl did not take over from a document: its reader drops keys that
/// it does not know, without a word.
///
/// The document that was given is compared with what libxl wrote after reading it. libxl leaves out
/// members that have their default value, and only it knows the defaults. So a member that is
/// missing is tried with another value: when libxl refuses that value or writes it out, it knows
/// the member and the first value was the default; when the member is missing again, libxl does not
/// look at it.
public final class LostKeys {
    private LostKeys() {}

    /// One member that was not taken over.
    ///
    /// @param path where it stands, as in `b_info.type.hvm.viridian` or `disks[0].vdev`
    /// @param reason a sentence
    public record Loss(String path, String reason) {}

    /// Everything of `given` that `kept` lacks or holds otherwise, in document order; empty when
    /// all arrived.
    ///
    /// @param reader reads a document with libxl and gives what libxl writes of it; empty when
    ///   libxl refuses it
    static List<Loss> between(
            Json.Obj given, Json.Obj kept, Function<Json.Obj, Optional<Json.Obj>> reader) {
        var losses = new ArrayList<Loss>();
        var root =
                new Place(
                        "",
                        value ->
                                value instanceof Json.Obj o
                                        ? reader.apply(o).map(Json.class::cast)
                                        : Optional.of(value));
        compare(root, given, kept, losses);
        return List.copyOf(losses);
    }

    /// A member's path, and what becomes of another value there: empty when libxl refuses it, null
    /// when the member is missing.
    private record Place(String path, Function<Json, Optional<Json>> trial) {
        Place member(Json.Obj parent, String key) {
            return new Place(
                    path.isEmpty() ? key : path + "." + key,
                    value -> {
                        Json changed =
                                Json.object().putAll(parent.members()).put(key, value).build();
                        return trial.apply(changed)
                                .map(
                                        read ->
                                                read instanceof Json.Obj o
                                                        ? o.get(key).orElse(MISSING)
                                                        : MISSING);
                    });
        }

        Place item(Json.Arr parent, int index) {
            return new Place(
                    path + "[" + index + "]",
                    value -> {
                        var items = new ArrayList<>(parent.items());
                        items.set(index, value);
                        return trial.apply(new Json.Arr(items))
                                .map(
                                        read ->
                                                read instanceof Json.Arr a
                                                                && index < a.items().size()
                                                        ? a.items().get(index)
                                                        : MISSING);
                    });
        }

        /// Whether libxl looks at this place, although it left out `value`.
        boolean isKnown(Json value) {
            Json other =
                    switch (value) {
                        case Json.Bool b -> Json.of(!b.value());
                        case Json.Int i -> new Json.Int(i.value().add(BigInteger.ONE));
                        case Json.Str s -> Json.of(s.value() + "-other");
                        case Json.Null _, Json.Arr _, Json.Obj _ -> value;
                    };
            return trial.apply(other).map(read -> !read.equals(MISSING)).orElse(true);
        }
    }

    private static final Json MISSING = new Json.Null();

    private static void compare(Place at, Json given, Json kept, List<Loss> losses) {
        switch (given) {
            case Json.Obj o when kept instanceof Json.Obj k -> objects(at, o, k, losses);
            case Json.Arr a when kept instanceof Json.Arr k -> arrays(at, a, k, losses);
            case Json.Str s when kept instanceof Json.Str k && sameText(s, k) -> {}
            case Json.Null _, Json.Bool _, Json.Int _, Json.Str _, Json.Arr _, Json.Obj _ -> {
                if (!given.equals(kept)) {
                    losses.add(
                            new Loss(
                                    at.path,
                                    "libxl read %s as %s."
                                            .formatted(
                                                    JsonText.write(given), JsonText.write(kept))));
                }
            }
        }
    }

    private static void objects(Place at, Json.Obj given, Json.Obj kept, List<Loss> losses) {
        given.members()
                .forEach(
                        (key, value) -> {
                            Place there = at.member(given, key);
                            Json read = kept.members().get(key);
                            switch (value) {
                                case Json.Obj o when read == null ->
                                        objects(there, o, Json.EMPTY, losses);
                                case Json.Obj _,
                                        Json.Arr _,
                                        Json.Null _,
                                        Json.Bool _,
                                        Json.Int _,
                                        Json.Str _
                                        when read != null ->
                                        compare(there, value, read, losses);
                                case Json.Arr a when a.items().isEmpty() -> {}
                                case Json.Null _ -> {}
                                case Json.Obj _,
                                        Json.Arr _,
                                        Json.Bool _,
                                        Json.Int _,
                                        Json.Str _ -> {
                                    if (!there.isKnown(value)) {
                                        losses.add(
                                                new Loss(
                                                        there.path,
                                                        "This release of libxl does not know it."));
                                    }
                                }
                            }
                        });
    }

    private static void arrays(Place at, Json.Arr given, Json.Arr kept, List<Loss> losses) {
        int common = Math.min(given.items().size(), kept.items().size());
        for (int i = 0; i < common; i++) {
            compare(at.item(given, i), given.items().get(i), kept.items().get(i), losses);
        }
        if (given.items().size() != kept.items().size()) {
            losses.add(
                    new Loss(
                            at.path,
                            "libxl kept %d of %d items."
                                    .formatted(kept.items().size(), given.items().size())));
        }
    }

    /// libxl writes uuids and MAC addresses in lower case.
    private static boolean sameText(Json.Str given, Json.Str kept) {
        return given.value().toLowerCase(Locale.ROOT).equals(kept.value().toLowerCase(Locale.ROOT));
    }
}
