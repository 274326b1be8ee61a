package org.ostler.model;

import java.util.Optional;
import java.util.OptionalInt;

/// A video device: `<video>`.
///
/// @param model the kind; empty until someone has chosen
public record Video(
        Optional<Model> model, Optional<String> alias, Optional<Address> address, Kept kept)
        implements Device {
    private static final Fields<Video> F = Fields.of("video");

    static {
        F.untyped("driver");
    }

    private static final Field<Video, Optional<Model>> MODEL =
            F.maybe("model", Model.SHAPE, Video::model);
    private static final DeviceFields<Video> INFO =
            DeviceFields.plain(F, Video::alias, Video::address);
    static final Shape<Video> SHAPE = F.shape(Video::make, Video::kept);

    private static Video make(Values<Video> v) {
        return new Video(v.get(MODEL), v.get(INFO.alias()), v.get(INFO.address()), v.kept());
    }

    /// A device of a kind.
    public static Video of(Model model) {
        return new Video(Optional.of(model), Optional.empty(), Optional.empty(), Kept.NONE);
    }

    /// The kind of a video device and its memory.
    ///
    /// @param ramKib size of QXL's primary bar, in KiB
    /// @param vramKib size of video memory, in KiB
    /// @param vram64Kib size of QXL's 64-bit bar, in KiB
    /// @param vgamemKib size of VGA memory, in KiB
    /// @param heads how many screens
    /// @param primary whether this is the device that the firmware uses
    public record Model(
            VideoType type,
            OptionalInt ramKib,
            OptionalInt vramKib,
            OptionalInt vram64Kib,
            OptionalInt vgamemKib,
            OptionalInt heads,
            Optional<Boolean> primary,
            Kept kept) {
        private static final Codec<Integer> NUMBER = Codec.number(0, Integer.MAX_VALUE);
        private static final Fields<Model> F = Fields.of("model");
        private static final Field<Model, VideoType> TYPE =
                F.required("type", VideoType.CODEC, Model::type);
        private static final Field<Model, OptionalInt> RAM =
                F.optionalInt("ram", NUMBER, Model::ramKib);
        private static final Field<Model, OptionalInt> VRAM =
                F.optionalInt("vram", NUMBER, Model::vramKib);
        private static final Field<Model, OptionalInt> VRAM64 =
                F.optionalInt("vram64", NUMBER, Model::vram64Kib);
        private static final Field<Model, OptionalInt> VGAMEM =
                F.optionalInt("vgamem", NUMBER, Model::vgamemKib);
        private static final Field<Model, OptionalInt> HEADS =
                F.optionalInt("heads", NUMBER, Model::heads);
        private static final Field<Model, Optional<Boolean>> PRIMARY =
                F.optional("primary", Codec.YES_NO, Model::primary);
        static final Shape<Model> SHAPE =
                F.untypedAttributes("blob")
                        .untyped("acceleration", "resolution")
                        .shape(
                                v ->
                                        new Model(
                                                v.get(TYPE),
                                                v.get(RAM),
                                                v.get(VRAM),
                                                v.get(VRAM64),
                                                v.get(VGAMEM),
                                                v.get(HEADS),
                                                v.get(PRIMARY),
                                                v.kept()),
                                Model::kept);

        /// A kind, nothing else said.
        public static Model of(VideoType type) {
            OptionalInt unset = OptionalInt.empty();
            return new Model(type, unset, unset, unset, unset, unset, Optional.empty(), Kept.NONE);
        }
    }

    public Video withModel(Optional<Model> value) {
        return SHAPE.with(this, MODEL, value);
    }

    public Video withAlias(Optional<String> value) {
        return SHAPE.with(this, INFO.alias(), value);
    }

    public Video withAddress(Optional<Address> value) {
        return SHAPE.with(this, INFO.address(), value);
    }
}
