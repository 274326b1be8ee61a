package org.ostler.model;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The CPU that a guest sees: `<cpu>`. NUMA cells, cache and address width are kept as elements.
///
/// @param mode `custom`, `host-model`, `host-passthrough` or `maximum`
/// @param match how the host must fit: `minimum`, `exact` or `strict`
/// @param check how the result is checked at start: `none`, `partial` or `full`
public record CpuSpec(
        Optional<String> mode,
        Optional<String> match,
        Optional<String> check,
        Optional<Boolean> migratable,
        Optional<Model> model,
        Optional<String> vendor,
        Optional<Topology> topology,
        List<Feature> features,
        Kept kept) {
    private static final Fields<CpuSpec> F = Fields.of("cpu");
    private static final Field<CpuSpec, Optional<String>> MODE =
            F.optional(
                    "mode",
                    Codec.words("custom", "host-model", "host-passthrough", "maximum"),
                    CpuSpec::mode);
    private static final Field<CpuSpec, Optional<String>> MATCH =
            F.optional("match", Codec.words("minimum", "exact", "strict"), CpuSpec::match);
    private static final Field<CpuSpec, Optional<String>> CHECK =
            F.optional("check", Codec.words("none", "partial", "full"), CpuSpec::check);
    private static final Field<CpuSpec, Optional<Boolean>> MIGRATABLE =
            F.optional("migratable", Codec.ON_OFF, CpuSpec::migratable);
    private static final Field<CpuSpec, Optional<Model>> MODEL =
            F.maybe("model", Model.SHAPE, CpuSpec::model);
    private static final Field<CpuSpec, Optional<String>> VENDOR =
            F.optionalText("vendor", Codec.TEXT, CpuSpec::vendor);
    private static final Field<CpuSpec, Optional<Topology>> TOPOLOGY =
            F.maybe("topology", Topology.SHAPE, CpuSpec::topology);

    static {
        F.untyped("cache", "maxphysaddr");
    }

    private static final Field<CpuSpec, List<Feature>> FEATURES =
            F.many("feature", Feature.SHAPE, CpuSpec::features);
    static final Shape<CpuSpec> SHAPE =
            F.untyped("numa").check(CpuSpec::check).shape(CpuSpec::make, CpuSpec::kept);

    /// A `<cpu>` that says nothing.
    static final CpuSpec NOTHING =
            new CpuSpec(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Kept.NONE);

    public CpuSpec {
        features = List.copyOf(features);
    }

    private static void check(CpuSpec cpu, Place place) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < cpu.features.size(); i++) {
            if (!names.add(cpu.features.get(i).name())) {
                throw place.child("feature", i)
                        .fail(
                                "CPU feature '"
                                        + cpu.features.get(i).name()
                                        + "' is given more than once",
                                "");
            }
        }
        String mode = cpu.mode.orElse("custom");
        if (mode.equals("custom") && cpu.model.isEmpty() && !cpu.features.isEmpty()) {
            throw place.fail("CPU features are given without a CPU model", "an element 'model'");
        }
        if (cpu.migratable.isPresent() && (mode.equals("custom") || mode.equals("host-model"))) {
            throw place.fail(
                    SpecException.Kind.UNSUPPORTED,
                    "attribute 'migratable' does not go with CPU mode '" + mode + "'",
                    "mode 'host-passthrough' or 'maximum'");
        }
    }

    private static CpuSpec make(Values<CpuSpec> v) {
        return new CpuSpec(
                v.get(MODE),
                v.get(MATCH),
                v.get(CHECK),
                v.get(MIGRATABLE),
                v.get(MODEL),
                v.get(VENDOR),
                v.get(TOPOLOGY),
                v.get(FEATURES),
                v.kept());
    }

    /// A CPU of which only the mode is said.
    public static CpuSpec ofMode(String mode) {
        Optional<String> none = Optional.empty();
        return new CpuSpec(
                Optional.of(mode),
                none,
                none,
                Optional.empty(),
                Optional.empty(),
                none,
                Optional.empty(),
                List.of(),
                Kept.NONE);
    }

    public CpuSpec withTopology(Optional<Topology> value) {
        return SHAPE.with(this, TOPOLOGY, value);
    }

    public CpuSpec withFeatures(List<Feature> value) {
        return SHAPE.with(this, FEATURES, value);
    }

    /// A named CPU model.
    ///
    /// @param fallback whether a model near to it will do when the hypervisor lacks it: `allow` or
    ///   `forbid`
    public record Model(
            Optional<String> fallback,
            Optional<String> vendorId,
            Optional<String> name,
            Kept kept) {
        private static final Fields<Model> F = Fields.of("model");
        private static final Field<Model, Optional<String>> FALLBACK =
                F.optional("fallback", Codec.words("allow", "forbid"), Model::fallback);
        private static final Codec<String> VENDOR_CODEC =
                Codec.of(
                        text -> text.length() == 12 && text.indexOf(',') < 0 ? text : null,
                        text -> text,
                        "12 characters without a comma");
        private static final Field<Model, Optional<String>> VENDOR_ID =
                F.optional("vendor_id", VENDOR_CODEC, Model::vendorId);
        private static final Field<Model, String> NAME =
                F.content(Codec.TEXT, model -> model.name.orElse(""));
        static final Shape<Model> SHAPE =
                F.shape(
                        v ->
                                new Model(
                                        v.get(FALLBACK),
                                        v.get(VENDOR_ID),
                                        Texts.unlessBlank(v.get(NAME)),
                                        v.kept()),
                        Model::kept);
    }

    /// How the vcpus are arranged; all numbers are at least 1.
    public record Topology(int sockets, OptionalInt dies, int cores, int threads, Kept kept) {
        private static final Codec<Integer> COUNT = Codec.number(1, 0xffff);
        private static final Fields<Topology> F = Fields.of("topology");
        private static final Field<Topology, Integer> SOCKETS =
                F.required("sockets", COUNT, Topology::sockets);
        private static final Field<Topology, OptionalInt> DIES =
                F.optionalInt("dies", COUNT, Topology::dies);
        private static final Field<Topology, Integer> CORES =
                F.required("cores", COUNT, Topology::cores);
        private static final Field<Topology, Integer> THREADS =
                F.required("threads", COUNT, Topology::threads);
        static final Shape<Topology> SHAPE =
                F.shape(
                        v ->
                                new Topology(
                                        v.get(SOCKETS),
                                        v.get(DIES),
                                        v.get(CORES),
                                        v.get(THREADS),
                                        v.kept()),
                        Topology::kept);

        /// How many vcpus that makes.
        public long vcpus() {
            return (long) sockets * dies.orElse(1) * cores * threads;
        }
    }

    /// A CPU feature that is asked for or kept away.
    ///
    /// @param policy `force`, `require`, `optional`, `disable` or `forbid`
    public record Feature(Optional<String> policy, String name, Kept kept) {
        private static final Fields<Feature> F = Fields.of("feature");
        private static final Field<Feature, Optional<String>> POLICY =
                F.optional(
                        "policy",
                        Codec.words("force", "require", "optional", "disable", "forbid"),
                        Feature::policy);
        private static final Field<Feature, String> NAME =
                F.required("name", Codec.WORD, Feature::name);
        static final Shape<Feature> SHAPE =
                F.shape(v -> new Feature(v.get(POLICY), v.get(NAME), v.kept()), Feature::kept);
    }
}
