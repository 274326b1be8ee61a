package org.ostler.model;

import java.util.Optional;

/// The firmware image: `<loader>`.
///
/// @param type `rom`, or `pflash` for an image mapped as flash
/// @param path the image's file; empty where only properties are asked for
public record Loader(
        Optional<Boolean> readonly,
        Optional<Boolean> secure,
        Optional<String> type,
        Optional<Boolean> stateless,
        Optional<String> path,
        Kept kept) {
    private static final Fields<Loader> F = Fields.of("loader");
    private static final Field<Loader, Optional<Boolean>> READONLY =
            F.optional("readonly", Codec.YES_NO, Loader::readonly);
    private static final Field<Loader, Optional<Boolean>> SECURE =
            F.optional("secure", Codec.YES_NO, Loader::secure);
    private static final Field<Loader, Optional<String>> TYPE =
            F.optional("type", Codec.words("rom", "pflash"), Loader::type);
    private static final Field<Loader, Optional<Boolean>> STATELESS =
            F.optional("stateless", Codec.YES_NO, Loader::stateless);
    private static final Field<Loader, String> PATH =
            F.content(Codec.TEXT, loader -> loader.path.orElse(""));
    static final Shape<Loader> SHAPE =
            F.untypedAttributes("format")
                    .shape(
                            v ->
                                    new Loader(
                                            v.get(READONLY),
                                            v.get(SECURE),
                                            v.get(TYPE),
                                            v.get(STATELESS),
                                            Texts.unlessBlank(v.get(PATH)),
                                            v.kept()),
                            Loader::kept);

    /// An image as ROM.
    public static Loader of(String path) {
        return new Loader(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(path),
                Kept.NONE);
    }

    Loader asRom() {
        return SHAPE.with(this, TYPE, Optional.of("rom"));
    }
}
