package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;
import org.ostler.model.Values;

import java.util.Optional;

/// A storage volume: what `<volume>` describes.
///
/// @param key what the host knows it by
/// @param allocation the capacity where the text has none
/// @param backingStore what it is a layer upon
public record StorageVolume(
        String type,
        String name,
        Optional<String> key,
        StorageSize capacity,
        Optional<StorageSize> allocation,
        Optional<VolumeTarget> target,
        Optional<BackingStore> backingStore,
        Kept kept) {
    private static final Fields<StorageVolume> F = Fields.of("volume");
    private static final Field<StorageVolume, String> TYPE =
            F.attribute(
                    "type",
                    Codec.words("file", "block", "dir", "network", "netdir", "ploop"),
                    "file",
                    StorageVolume::type);
    private static final Field<StorageVolume, String> NAME =
            F.text("name", DocumentCodecs.NAME, StorageVolume::name);
    private static final Field<StorageVolume, Optional<String>> KEY =
            F.optionalText("key", Codec.TEXT, StorageVolume::key);

    static {
        F.reported("source");
    }

    private static final Field<StorageVolume, StorageSize> CAPACITY =
            F.one("capacity", StorageSize.SHAPE, StorageVolume::capacity);
    private static final Field<StorageVolume, Optional<StorageSize>> ALLOCATION =
            F.maybe("allocation", StorageSize.SHAPE, StorageVolume::allocation);

    static {
        F.reported("physical");
    }

    private static final Field<StorageVolume, Optional<VolumeTarget>> TARGET =
            F.maybe("target", VolumeTarget.SHAPE, StorageVolume::target);
    private static final Field<StorageVolume, Optional<BackingStore>> BACKING_STORE =
            F.maybe("backingStore", BackingStore.SHAPE, StorageVolume::backingStore);
    static final Shape<StorageVolume> SHAPE = F.shape(StorageVolume::make, StorageVolume::kept);

    private static StorageVolume make(Values<StorageVolume> v) {
        boolean file = v.get(TYPE).equals("file");
        return new StorageVolume(
                v.get(TYPE),
                v.get(NAME),
                v.get(KEY),
                v.get(CAPACITY),
                Optional.of(v.get(ALLOCATION).orElse(v.get(CAPACITY))),
                file
                        ? Optional.of(v.get(TARGET).orElse(VolumeTarget.NONE).completed())
                        : v.get(TARGET),
                v.get(BACKING_STORE)
                        .filter(store -> store.path().isPresent())
                        .map(store -> file ? store.completed() : store),
                v.kept());
    }

    /// What a volume is a layer upon.
    public record BackingStore(
            Optional<String> path,
            Optional<PoolFormat> format,
            Optional<Permissions> permissions,
            Kept kept) {
        private static final Fields<BackingStore> F = Fields.of("backingStore");
        private static final Field<BackingStore, Optional<String>> PATH =
                F.optionalText("path", Codec.TEXT, BackingStore::path);
        private static final Field<BackingStore, Optional<PoolFormat>> FORMAT =
                F.maybe("format", PoolFormat.SHAPE, BackingStore::format);
        private static final Field<BackingStore, Optional<Permissions>> PERMISSIONS =
                F.maybe("permissions", Permissions.SHAPE, BackingStore::permissions);

        static {
            F.reported("timestamps");
        }

        static final Shape<BackingStore> SHAPE =
                F.shape(
                        v ->
                                new BackingStore(
                                        v.get(PATH), v.get(FORMAT), v.get(PERMISSIONS), v.kept()),
                        BackingStore::kept);

        public BackingStore {
            permissions = permissions.filter(said -> !said.isEmpty());
        }

        private BackingStore completed() {
            return new BackingStore(
                    path,
                    format.or(() -> Optional.of(new PoolFormat("raw", Kept.NONE))),
                    permissions,
                    kept);
        }
    }
}
