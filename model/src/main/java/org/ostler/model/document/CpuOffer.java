package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.List;
import java.util.Optional;

/// One mode of a guest's processor, in the domain capabilities.
///
/// @param mode `host-passthrough`, `maximum`, `host-model` or `custom`
/// @param models mode `custom`: those that can be named; mode `host-model`: the one it stands for
/// @param vendor mode `host-model`: its vendor
/// @param features mode `host-model`: what is added to its model, and taken from it
public record CpuOffer(
        String mode,
        boolean supported,
        List<Offer.Choice> choices,
        List<Model> models,
        Optional<String> vendor,
        List<Feature> features,
        Kept kept) {
    private static final Fields<CpuOffer> F = Fields.of("mode");
    private static final Field<CpuOffer, String> MODE =
            F.required("name", Codec.WORD, CpuOffer::mode);
    private static final Field<CpuOffer, Boolean> SUPPORTED =
            F.required("supported", Codec.YES_NO, CpuOffer::supported);
    private static final Field<CpuOffer, List<Offer.Choice>> CHOICES =
            F.many("enum", Offer.Choice.SHAPE, CpuOffer::choices);
    private static final Field<CpuOffer, List<Model>> MODELS =
            F.many("model", Model.SHAPE, CpuOffer::models);
    private static final Field<CpuOffer, Optional<String>> VENDOR =
            F.optionalText("vendor", Codec.TEXT, CpuOffer::vendor);
    private static final Field<CpuOffer, List<Feature>> FEATURES =
            F.untyped("maxphysaddr").many("feature", Feature.SHAPE, CpuOffer::features);
    static final Shape<CpuOffer> SHAPE =
            F.untyped("blockers")
                    .shape(
                            v ->
                                    new CpuOffer(
                                            v.get(MODE),
                                            v.get(SUPPORTED),
                                            v.get(CHOICES),
                                            v.get(MODELS),
                                            v.get(VENDOR),
                                            v.get(FEATURES),
                                            v.kept()),
                            CpuOffer::kept);

    public CpuOffer {
        choices = List.copyOf(choices);
        models = List.copyOf(models);
        features = List.copyOf(features);
    }

    /// A mode of which nothing more is said.
    public static CpuOffer of(String mode, boolean supported) {
        return of(mode, supported, List.of(), List.of());
    }

    /// A mode with its choices and models.
    public static CpuOffer of(
            String mode, boolean supported, List<Offer.Choice> choices, List<Model> models) {
        return new CpuOffer(
                mode, supported, choices, models, Optional.empty(), List.of(), Kept.NONE);
    }

    /// A processor model.
    ///
    /// @param fallback mode `host-model`: whether another model may take its place
    /// @param usable mode `custom`: whether this host has all that it needs; `unknown` where nobody
    ///   asked
    /// @param deprecated whether the hypervisor announces its end
    /// @param canonical the model that it is another name of
    public record Model(
            Optional<String> fallback,
            Optional<String> usable,
            Optional<Boolean> deprecated,
            Optional<String> vendor,
            Optional<String> canonical,
            String name,
            Kept kept) {
        private static final Fields<Model> F = Fields.of("model");
        private static final Field<Model, Optional<String>> FALLBACK =
                F.optional("fallback", Codec.words("allow", "forbid"), Model::fallback);
        private static final Field<Model, Optional<String>> USABLE =
                F.optional("usable", Codec.words("yes", "no", "unknown"), Model::usable);
        private static final Field<Model, Optional<Boolean>> DEPRECATED =
                F.optional("deprecated", Codec.YES_NO, Model::deprecated);
        private static final Field<Model, Optional<String>> VENDOR =
                F.optional("vendor", Codec.WORD, Model::vendor);
        private static final Field<Model, Optional<String>> CANONICAL =
                F.optional("canonical", Codec.WORD, Model::canonical);
        private static final Field<Model, String> NAME = F.content(Codec.TEXT, Model::name);
        static final Shape<Model> SHAPE =
                F.shape(
                        v ->
                                new Model(
                                        v.get(FALLBACK),
                                        v.get(USABLE),
                                        v.get(DEPRECATED),
                                        v.get(VENDOR),
                                        v.get(CANONICAL),
                                        v.get(NAME),
                                        v.kept()),
                        Model::kept);

        /// A model that a guest can name.
        public static Model of(String name, boolean usable, boolean deprecated) {
            return new Model(
                    Optional.empty(),
                    Optional.of(usable ? "yes" : "no"),
                    deprecated ? Optional.of(true) : Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    name,
                    Kept.NONE);
        }
    }

    /// A feature that differs from the model's.
    public record Feature(String policy, String name, Kept kept) {
        private static final Fields<Feature> F = Fields.of("feature");
        private static final Field<Feature, String> POLICY =
                F.required("policy", Codec.WORD, Feature::policy);
        private static final Field<Feature, String> NAME =
                F.required("name", Codec.WORD, Feature::name);
        static final Shape<Feature> SHAPE =
                F.shape(v -> new Feature(v.get(POLICY), v.get(NAME), v.kept()), Feature::kept);
    }
}
