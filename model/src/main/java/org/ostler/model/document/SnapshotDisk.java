package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.Optional;

/// What a snapshot does with one disk: `<disk>`.
///
/// @param name the disk's target or path
public record SnapshotDisk(
        String name,
        Optional<String> snapshot,
        Optional<String> type,
        Optional<Driver> driver,
        Optional<Source> source,
        Kept kept) {
    private static final Fields<SnapshotDisk> F = Fields.of("disk");
    private static final Field<SnapshotDisk, String> NAME =
            F.required("name", Codec.WORD, SnapshotDisk::name);
    private static final Field<SnapshotDisk, Optional<String>> SNAPSHOT =
            F.optional(
                    "snapshot",
                    Codec.words("no", "internal", "external", "manual"),
                    SnapshotDisk::snapshot);
    private static final Field<SnapshotDisk, Optional<String>> TYPE =
            F.optional("type", Codec.words("file", "block", "network"), SnapshotDisk::type);
    private static final Field<SnapshotDisk, Optional<Driver>> DRIVER =
            F.maybe("driver", Driver.SHAPE, SnapshotDisk::driver);
    private static final Field<SnapshotDisk, Optional<Source>> SOURCE =
            F.maybe("source", Source.SHAPE, SnapshotDisk::source);
    static final Shape<SnapshotDisk> SHAPE =
            F.shape(
                    v ->
                            new SnapshotDisk(
                                    v.get(NAME),
                                    v.get(SNAPSHOT),
                                    v.get(TYPE),
                                    v.get(DRIVER),
                                    v.get(SOURCE),
                                    v.kept()),
                    SnapshotDisk::kept);

    public SnapshotDisk {
        boolean placed = source.isPresent() || driver.isPresent();
        snapshot = placed ? snapshot.or(() -> Optional.of("external")) : snapshot;
        if (placed && !snapshot.orElse("").equals("external")) {
            throw new IllegalArgumentException(
                    "a new file for the disk '"
                            + name
                            + "' needs snapshot='external', not '"
                            + snapshot.orElse("")
                            + "'");
        }
        type = placed ? type.or(() -> Optional.of("file")) : type;
    }

    /// What the new layer is.
    public record Driver(Optional<String> type, Optional<Cache> metadataCache, Kept kept) {
        private static final Fields<Driver> F = Fields.of("driver");
        private static final Field<Driver, Optional<String>> TYPE =
                F.optional(
                        "type",
                        Codec.words("cow", "qcow", "qcow2", "qed", "vmdk", "raw"),
                        Driver::type);
        private static final Field<Driver, Optional<Cache>> METADATA_CACHE =
                F.maybe("metadata_cache", Cache.SHAPE, Driver::metadataCache);
        static final Shape<Driver> SHAPE =
                F.shape(
                        v -> new Driver(v.get(TYPE), v.get(METADATA_CACHE), v.kept()),
                        Driver::kept);
    }

    /// How much of its tables is kept in memory.
    public record Cache(Optional<StorageSize> maxSize, Kept kept) {
        private static final Fields<Cache> F = Fields.of("metadata_cache");
        private static final Field<Cache, Optional<StorageSize>> MAX_SIZE =
                F.maybe("max_size", StorageSize.SHAPE, Cache::maxSize);
        static final Shape<Cache> SHAPE =
                F.shape(v -> new Cache(v.get(MAX_SIZE), v.kept()), Cache::kept);
    }

    /// Where the new layer goes.
    public record Source(
            Optional<String> file,
            Optional<String> dev,
            Optional<String> protocol,
            Optional<String> name,
            Kept kept) {
        private static final Fields<Source> F = Fields.of("source");
        private static final Field<Source, Optional<String>> FILE =
                F.optional("file", Codec.WORD, Source::file);
        private static final Field<Source, Optional<String>> DEV =
                F.optional("dev", Codec.WORD, Source::dev);
        private static final Field<Source, Optional<String>> PROTOCOL =
                F.optional("protocol", Codec.WORD, Source::protocol);
        private static final Field<Source, Optional<String>> NAME =
                F.optional("name", Codec.WORD, Source::name);

        static {
            F.untyped(
                    "host",
                    "seclabel",
                    "encryption",
                    "reservations",
                    "slices",
                    "ssl",
                    "auth",
                    "cookies",
                    "timeout",
                    "readahead",
                    "initiator",
                    "snapshot",
                    "config");
        }

        static final Shape<Source> SHAPE =
                F.shape(
                        v ->
                                new Source(
                                        v.get(FILE),
                                        v.get(DEV),
                                        v.get(PROTOCOL),
                                        v.get(NAME),
                                        v.kept()),
                        Source::kept);
    }
}
