package org.ostler.model;

import java.util.Optional;

/// Where random numbers come from: `<backend>` of `<rng>`.
public sealed interface RngBackend {
    Kept kept();

    /// A device file of the host.
    ///
    /// @param path the file; empty means `/dev/random`
    record Random(Optional<String> path, Kept kept) implements RngBackend {
        private static final Fields<Random> F = Fields.of("backend");
        private static final Field<Random, String> PATH =
                F.content(Codec.TEXT, random -> random.path.orElse(""));
        static final Shape<Random> SHAPE =
                F.shape(v -> new Random(Texts.unlessBlank(v.get(PATH)), v.kept()), Random::kept);

        public Random(String path) {
            this(Optional.of(path), Kept.NONE);
        }
    }

    /// A daemon that gathers entropy, reached through a character device.
    record Egd(CharSource source, Kept kept) implements RngBackend {
        private static final Fields<Egd> F = Fields.of("backend");
        private static final Field<Egd, CharSource> SOURCE =
                F.variant(CharSources.VARIANTS, Egd::source);
        static final Shape<Egd> SHAPE = F.shape(v -> new Egd(v.get(SOURCE), v.kept()), Egd::kept);
    }

    /// The hypervisor's own generator.
    record Builtin(Kept kept) implements RngBackend {
        private static final Fields<Builtin> F = Fields.of("backend");
        static final Shape<Builtin> SHAPE = F.shape(v -> new Builtin(v.kept()), Builtin::kept);
    }
}
