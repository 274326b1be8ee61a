package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;
import org.ostler.model.Values;

import java.util.Optional;
import java.util.UUID;

/// A pool of storage volumes: what `<pool>` describes.
///
/// @param name present in every pool: the source's where the text has none
/// @param capacity what the host reports; 0 in a definition
/// @param allocation what the host reports; 0 in a definition
/// @param available what the host reports; 0 in a definition
public record StoragePool(
        PoolType type,
        Optional<String> name,
        Optional<UUID> uuid,
        StorageSize capacity,
        StorageSize allocation,
        StorageSize available,
        Optional<Features> features,
        PoolSource source,
        Optional<StorageTarget> target,
        Optional<Refresh> refresh,
        Kept kept) {
    private static final Fields<StoragePool> F = Fields.of("pool");
    private static final Field<StoragePool, PoolType> TYPE =
            F.required("type", PoolType.CODEC, StoragePool::type);
    private static final Field<StoragePool, Optional<String>> NAME =
            F.optionalText("name", DocumentCodecs.NAME, StoragePool::name);
    private static final Field<StoragePool, Optional<UUID>> UUID =
            F.optionalText("uuid", Codec.UUID, StoragePool::uuid);
    private static final Field<StoragePool, StorageSize> CAPACITY =
            F.reported("capacity", StorageSize.SHAPE, StorageSize.NONE, StoragePool::capacity);
    private static final Field<StoragePool, StorageSize> ALLOCATION =
            F.reported("allocation", StorageSize.SHAPE, StorageSize.NONE, StoragePool::allocation);
    private static final Field<StoragePool, StorageSize> AVAILABLE =
            F.reported("available", StorageSize.SHAPE, StorageSize.NONE, StoragePool::available);
    private static final Field<StoragePool, Optional<Features>> FEATURES =
            F.maybe("features", Features.SHAPE, StoragePool::features);
    private static final Field<StoragePool, PoolSource> SOURCE =
            F.one("source", PoolSource.SHAPE, PoolSource.NONE, StoragePool::source);
    private static final Field<StoragePool, Optional<StorageTarget>> TARGET =
            F.maybe("target", StorageTarget.SHAPE, StoragePool::target);
    private static final Field<StoragePool, Optional<Refresh>> REFRESH =
            F.maybe("refresh", Refresh.SHAPE, StoragePool::refresh);

    static {
        F.check(PoolChecks::check);
    }

    static final Shape<StoragePool> SHAPE = F.shape(StoragePool::make, StoragePool::kept);

    private static StoragePool make(Values<StoragePool> v) {
        PoolType type = v.get(TYPE);
        String name = v.get(NAME).or(() -> v.get(SOURCE).name()).orElse("");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("element 'name' is missing, the pool's name");
        }
        PoolSource source = v.get(SOURCE).completed(type, name);
        return new StoragePool(
                type,
                Optional.of(name),
                v.get(UUID),
                v.get(CAPACITY),
                v.get(ALLOCATION),
                v.get(AVAILABLE),
                v.get(FEATURES),
                source,
                type.target(source.name().orElse(name), v.get(TARGET)),
                v.get(REFRESH),
                v.kept());
    }

    /// What the pool is asked to do.
    public record Features(Optional<Cow> cow, Kept kept) {
        private static final Fields<Features> F = Fields.of("features");
        private static final Field<Features, Optional<Cow>> COW =
                F.maybe("cow", Cow.SHAPE, Features::cow);
        static final Shape<Features> SHAPE =
                F.shape(v -> new Features(v.get(COW), v.kept()), Features::kept);
    }

    /// Whether new files are copied on write.
    public record Cow(boolean state, Kept kept) {
        private static final Fields<Cow> F = Fields.of("cow");
        private static final Field<Cow, Boolean> STATE =
                F.required("state", Codec.YES_NO, Cow::state);
        static final Shape<Cow> SHAPE = F.shape(v -> new Cow(v.get(STATE), v.kept()), Cow::kept);
    }

    /// How a pool finds its volumes.
    public record Refresh(Optional<RefreshVolume> volume, Kept kept) {
        private static final Fields<Refresh> F = Fields.of("refresh");
        private static final Field<Refresh, Optional<RefreshVolume>> VOLUME =
                F.maybe("volume", RefreshVolume.SHAPE, Refresh::volume);
        static final Shape<Refresh> SHAPE =
                F.shape(v -> new Refresh(v.get(VOLUME), v.kept()), Refresh::kept);
    }

    /// How a volume is found.
    ///
    /// @param allocation what counts as its allocation
    public record RefreshVolume(Optional<String> allocation, Kept kept) {
        private static final Fields<RefreshVolume> F = Fields.of("volume");
        private static final Field<RefreshVolume, Optional<String>> ALLOCATION =
                F.optional(
                        "allocation",
                        Codec.words("default", "capacity"),
                        RefreshVolume::allocation);
        static final Shape<RefreshVolume> SHAPE =
                F.shape(v -> new RefreshVolume(v.get(ALLOCATION), v.kept()), RefreshVolume::kept);
    }
}
