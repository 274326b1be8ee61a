package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.List;
import java.util.Optional;

/// The VLANs that traffic belongs to: `<vlan>`.
///
/// @param trunk whether several are carried with their tags
/// @param tags at least one
public record Vlan(Optional<Boolean> trunk, List<Tag> tags, Kept kept) {
    private static final Fields<Vlan> F = Fields.of("vlan");
    private static final Field<Vlan, Optional<Boolean>> TRUNK =
            F.optional("trunk", Codec.YES_NO, Vlan::trunk);
    private static final Field<Vlan, List<Tag>> TAGS = F.many("tag", Tag.SHAPE, Vlan::tags);
    static final Shape<Vlan> SHAPE =
            F.shape(v -> new Vlan(v.get(TRUNK), v.get(TAGS), v.kept()), Vlan::kept);

    public Vlan {
        tags = List.copyOf(tags);
        if (tags.isEmpty()) {
            throw new IllegalArgumentException("element 'tag' is missing, a VLAN's number");
        }
        boolean plain = tags.size() == 1 && tags.getFirst().nativeMode().isEmpty();
        if (!plain && trunk.isPresent() && !trunk.get()) {
            throw new IllegalArgumentException(
                    "trunk='no' excludes several tags and a native mode, expected 'yes'");
        }
        trunk = plain ? trunk.filter(carried -> carried) : Optional.of(true);
    }

    /// One VLAN.
    ///
    /// @param id the number
    /// @param nativeMode how traffic of this VLAN, the port's own, travels: `tagged` or `untagged`
    public record Tag(int id, Optional<String> nativeMode, Kept kept) {
        private static final Fields<Tag> F = Fields.of("tag");
        private static final Field<Tag, Integer> ID =
                F.required("id", Codec.number(0, 4095), Tag::id);
        private static final Field<Tag, Optional<String>> NATIVE_MODE =
                F.optional("nativeMode", Codec.words("tagged", "untagged"), Tag::nativeMode);
        static final Shape<Tag> SHAPE =
                F.shape(v -> new Tag(v.get(ID), v.get(NATIVE_MODE), v.kept()), Tag::kept);
    }
}
