package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.Optional;
import java.util.UUID;

/// A secret's description, without its value: what `<secret>` describes.
///
/// @param ephemeral whether it is never written to disk
/// @param isPrivate whether its value is never told
/// @param usage what it is for
public record Secret(
        boolean ephemeral,
        boolean isPrivate,
        Optional<UUID> uuid,
        Optional<String> description,
        Optional<Usage> usage,
        Kept kept) {
    private static final Fields<Secret> F = Fields.of("secret");
    private static final Field<Secret, Boolean> EPHEMERAL =
            F.attribute("ephemeral", Codec.YES_NO, false, Secret::ephemeral);
    private static final Field<Secret, Boolean> IS_PRIVATE =
            F.attribute("private", Codec.YES_NO, false, Secret::isPrivate);
    private static final Field<Secret, Optional<UUID>> UUID =
            F.optionalText("uuid", Codec.UUID, Secret::uuid);
    private static final Field<Secret, Optional<String>> DESCRIPTION =
            F.optionalText("description", Codec.TEXT, Secret::description);
    private static final Field<Secret, Optional<Usage>> USAGE =
            F.maybe("usage", Usage.SHAPE, Secret::usage);
    static final Shape<Secret> SHAPE =
            F.shape(
                    v ->
                            new Secret(
                                    v.get(EPHEMERAL),
                                    v.get(IS_PRIVATE),
                                    v.get(UUID),
                                    v.get(DESCRIPTION),
                                    v.get(USAGE),
                                    v.kept()),
                    Secret::kept);

    /// What a secret is for; a name is used by one secret only.
    ///
    /// @param volume type `volume`: the path
    /// @param name types `ceph`, `tls` and `vtpm`
    /// @param target type `iscsi`
    public record Usage(
            String type,
            Optional<String> volume,
            Optional<String> name,
            Optional<String> target,
            Kept kept) {
        private static final Fields<Usage> F = Fields.of("usage");
        private static final Field<Usage, String> TYPE =
                F.required(
                        "type",
                        Codec.words("none", "volume", "ceph", "iscsi", "tls", "vtpm"),
                        Usage::type);
        private static final Field<Usage, Optional<String>> VOLUME =
                F.optionalText("volume", Codec.WORD, Usage::volume);
        private static final Field<Usage, Optional<String>> NAME =
                F.optionalText("name", Codec.WORD, Usage::name);
        private static final Field<Usage, Optional<String>> TARGET =
                F.optionalText("target", Codec.WORD, Usage::target);
        static final Shape<Usage> SHAPE =
                F.shape(
                        v ->
                                new Usage(
                                        v.get(TYPE),
                                        v.get(VOLUME),
                                        v.get(NAME),
                                        v.get(TARGET),
                                        v.kept()),
                        Usage::kept);

        public Usage {
            String element =
                    switch (type) {
                        case "volume" -> volume.isEmpty() ? "volume" : "";
                        case "iscsi" -> target.isEmpty() ? "target" : "";
                        case "none" -> "";
                        default -> name.isEmpty() ? "name" : "";
                    };
            if (!element.isEmpty()) {
                throw new IllegalArgumentException(
                        "element '"
                                + element
                                + "' is missing, which a secret for '"
                                + type
                                + "' needs");
            }
        }
    }
}
