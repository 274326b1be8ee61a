package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.Optional;

/// Whose the files are, and what others may: `<permissions>`.
///
/// @param mode such as 0644
/// @param owner the user's number; missing for whoever it is
/// @param group the group's number; missing for whichever it is
/// @param label the security label
public record Permissions(
        Optional<Integer> mode,
        Optional<Long> owner,
        Optional<Long> group,
        Optional<String> label,
        Kept kept) {
    private static final Fields<Permissions> F = Fields.of("permissions");
    private static final Field<Permissions, Optional<Integer>> MODE =
            F.optionalText("mode", DocumentCodecs.MODE, Permissions::mode);
    private static final Field<Permissions, Optional<Long>> OWNER =
            F.optionalText("owner", DocumentCodecs.OWNER, Permissions::owner);
    private static final Field<Permissions, Optional<Long>> GROUP =
            F.optionalText("group", DocumentCodecs.OWNER, Permissions::group);
    private static final Field<Permissions, Optional<String>> LABEL =
            F.optionalText("label", Codec.TEXT, Permissions::label);
    static final Shape<Permissions> SHAPE =
            F.shape(
                    v ->
                            new Permissions(
                                    v.get(MODE),
                                    v.get(OWNER),
                                    v.get(GROUP),
                                    v.get(LABEL),
                                    v.kept()),
                    Permissions::kept);

    public Permissions {
        owner = owner.filter(number -> number >= 0);
        group = group.filter(number -> number >= 0);
    }

    /// Whether nothing is said.
    boolean isEmpty() {
        return mode.isEmpty()
                && owner.isEmpty()
                && group.isEmpty()
                && label.isEmpty()
                && kept.isEmpty();
    }
}
