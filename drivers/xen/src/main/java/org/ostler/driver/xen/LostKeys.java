package org.ostler.driver.xen;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Finds what this release of libxl did not take over from a document: its reader drops keys that
/// it does not know, without a word.
///
/// The document that was given is compared with what libxl wrote after reading it. libxl leaves out
/// members that have their default value (zero, empty, no), so such a member may be missing;
/// anything else must come back equal.
public final class LostKeys {
    private LostKeys() {}

    /// One member that was not taken over.
    ///
    /// @param path where it stands, as in `b_info.type.hvm.viridian` or `disks[0].vdev`
    /// @param reason a sentence
    public record Loss(String path, String reason) {}

    /// Everything of `given` that `kept` lacks or holds otherwise, in document order; empty when
    /// all arrived.
    public static List<Loss> between(Json.Obj given, Json.Obj kept) {
        var losses = new ArrayList<Loss>();
        compare("", given, kept, losses);
        return List.copyOf(losses);
    }

    private static void compare(String path, Json given, Json kept, List<Loss> losses) {
        switch (given) {
            case Json.Obj o when kept instanceof Json.Obj k -> objects(path, o, k, losses);
            case Json.Arr a when kept instanceof Json.Arr k -> arrays(path, a, k, losses);
            case Json.Str s when kept instanceof Json.Str k && sameText(s, k) -> {}
            case Json.Null _, Json.Bool _, Json.Int _, Json.Str _, Json.Arr _, Json.Obj _ -> {
                if (!given.equals(kept)) {
                    losses.add(
                            new Loss(
                                    path,
                                    "libxl read %s as %s."
                                            .formatted(
                                                    JsonText.write(given), JsonText.write(kept))));
                }
            }
        }
    }

    private static void objects(String path, Json.Obj given, Json.Obj kept, List<Loss> losses) {
        given.members()
                .forEach(
                        (key, value) -> {
                            String at = path.isEmpty() ? key : path + "." + key;
                            Json there = kept.members().get(key);
                            if (there != null) {
                                compare(at, value, there, losses);
                            } else if (!isDefault(value)) {
                                losses.add(new Loss(at, "This release of libxl does not know it."));
                            }
                        });
    }

    private static void arrays(String path, Json.Arr given, Json.Arr kept, List<Loss> losses) {
        int common = Math.min(given.items().size(), kept.items().size());
        for (int i = 0; i < common; i++) {
            compare(path + "[" + i + "]", given.items().get(i), kept.items().get(i), losses);
        }
        if (given.items().size() != kept.items().size()) {
            losses.add(
                    new Loss(
                            path,
                            "libxl kept %d of %d items."
                                    .formatted(kept.items().size(), given.items().size())));
        }
    }

    /// libxl writes uuids and MAC addresses in lower case.
    private static boolean sameText(Json.Str given, Json.Str kept) {
        return given.value().toLowerCase(Locale.ROOT).equals(kept.value().toLowerCase(Locale.ROOT));
    }

    private static boolean isDefault(Json value) {
        return switch (value) {
            case Json.Null _ -> true;
            case Json.Bool b -> !b.value();
            case Json.Int i -> i.value().equals(BigInteger.ZERO);
            case Json.Str s -> s.value().isEmpty() || s.value().equals("unknown");
            case Json.Arr a -> a.items().isEmpty();
            case Json.Obj o -> o.members().values().stream().allMatch(LostKeys::isDefault);
        };
    }
}
