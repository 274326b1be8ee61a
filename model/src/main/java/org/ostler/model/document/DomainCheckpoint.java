package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;
import org.ostler.model.XmlElement;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A point from which later changes of disks are known: what `<domaincheckpoint>` describes.
///
/// @param parent the checkpoint before
/// @param creationTime seconds since 1970
/// @param domain the domain as it was; canonical where it is whole
/// @param active whether it is the current one
public record DomainCheckpoint(
        Optional<String> name,
        Optional<String> description,
        Optional<String> parent,
        Optional<Long> creationTime,
        List<CheckpointDisk> disks,
        Optional<XmlElement> domain,
        Optional<String> active,
        Kept kept) {
    private static final Fields<DomainCheckpoint> F = Fields.of("domaincheckpoint");
    private static final Field<DomainCheckpoint, Optional<String>> NAME =
            F.optionalText("name", DocumentCodecs.CHECKPOINT_NAME, DomainCheckpoint::name);
    private static final Field<DomainCheckpoint, Optional<String>> DESCRIPTION =
            F.optionalText("description", Codec.TEXT, DomainCheckpoint::description);
    private static final Fields<DomainCheckpoint> PARENT_IN = F.in("parent");
    private static final Field<DomainCheckpoint, Optional<String>> PARENT =
            PARENT_IN.optionalText(
                    "name", DocumentCodecs.CHECKPOINT_NAME, DomainCheckpoint::parent);
    private static final Field<DomainCheckpoint, Optional<Long>> CREATION_TIME =
            F.optionalText(
                    "creationTime",
                    Codec.bigNumber(0, Long.MAX_VALUE),
                    DomainCheckpoint::creationTime);
    private static final Fields<DomainCheckpoint> DISKS_IN = F.in("disks");
    private static final Field<DomainCheckpoint, List<CheckpointDisk>> DISKS =
            DISKS_IN.many("disk", CheckpointDisk.SHAPE, DomainCheckpoint::disks);
    private static final Field<DomainCheckpoint, Optional<XmlElement>> DOMAIN =
            F.raw("domain", DomainCheckpoint::domain);
    private static final Field<DomainCheckpoint, Optional<String>> ACTIVE =
            F.optionalText("active", Codec.words("0", "1"), DomainCheckpoint::active);
    static final Shape<DomainCheckpoint> SHAPE =
            F.shape(
                    v ->
                            new DomainCheckpoint(
                                    v.get(NAME),
                                    v.get(DESCRIPTION),
                                    v.get(PARENT),
                                    v.get(CREATION_TIME),
                                    v.get(DISKS),
                                    v.get(DOMAIN),
                                    v.get(ACTIVE),
                                    v.kept()),
                    DomainCheckpoint::kept);

    public DomainCheckpoint {
        disks = List.copyOf(disks);
        Optional<String> named = name;
        disks = disks.stream().map(disk -> disk.completed(named)).toList();
        domain = domain.map(DomainParts::canonical);
    }

    /// What a checkpoint does with one disk.
    ///
    /// @param name the disk's target or path
    /// @param bitmap the name of the bitmap; the checkpoint's where missing
    /// @param sizeBytes the bytes that have changed since
    public record CheckpointDisk(
            String name,
            String checkpoint,
            Optional<String> bitmap,
            OptionalLong sizeBytes,
            Kept kept) {
        private static final Fields<CheckpointDisk> F = Fields.of("disk");
        private static final Field<CheckpointDisk, String> NAME =
                F.required("name", Codec.WORD, CheckpointDisk::name);
        private static final Field<CheckpointDisk, String> CHECKPOINT =
                F.attribute(
                        "checkpoint",
                        Codec.words("no", "bitmap"),
                        "bitmap",
                        CheckpointDisk::checkpoint);
        private static final Field<CheckpointDisk, Optional<String>> BITMAP =
                F.optional("bitmap", Codec.WORD, CheckpointDisk::bitmap);
        private static final Field<CheckpointDisk, OptionalLong> SIZE_BYTES =
                F.optionalLong(
                        "size", Codec.bigNumber(0, Long.MAX_VALUE), CheckpointDisk::sizeBytes);
        static final Shape<CheckpointDisk> SHAPE =
                F.shape(
                        v ->
                                new CheckpointDisk(
                                        v.get(NAME),
                                        v.get(CHECKPOINT),
                                        v.get(BITMAP),
                                        v.get(SIZE_BYTES),
                                        v.kept()),
                        CheckpointDisk::kept);

        /// The same with the bitmap's name said.
        private CheckpointDisk completed(Optional<String> named) {
            return new CheckpointDisk(
                    name,
                    checkpoint,
                    checkpoint.equals("bitmap") ? bitmap.or(() -> named) : bitmap,
                    sizeBytes,
                    kept);
        }
    }
}
