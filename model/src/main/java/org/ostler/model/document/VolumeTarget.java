package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;
import org.ostler.model.XmlElement;

import java.util.Optional;

/// How a volume appears on the host: `<target>`.
///
/// @param compat the version of qcow2
/// @param nocow whether copying on write is switched off
public record VolumeTarget(
        Optional<String> path,
        Optional<VolumeFormat> format,
        Optional<Permissions> permissions,
        Optional<StorageEncryption> encryption,
        Optional<String> compat,
        boolean nocow,
        Optional<StorageSize> clusterSize,
        Optional<Features> features,
        Kept kept) {
    private static final Fields<VolumeTarget> F = Fields.of("target");
    private static final Field<VolumeTarget, Optional<String>> PATH =
            F.optionalText("path", Codec.TEXT, VolumeTarget::path);
    private static final Field<VolumeTarget, Optional<VolumeFormat>> FORMAT =
            F.maybe("format", VolumeFormat.SHAPE, VolumeTarget::format);
    private static final Field<VolumeTarget, Optional<Permissions>> PERMISSIONS =
            F.maybe("permissions", Permissions.SHAPE, VolumeTarget::permissions);

    static {
        F.reported("timestamps");
    }

    private static final Field<VolumeTarget, Optional<StorageEncryption>> ENCRYPTION =
            F.maybe("encryption", StorageEncryption.SHAPE, VolumeTarget::encryption);
    private static final Field<VolumeTarget, Optional<String>> COMPAT =
            F.optionalText(
                    "compat",
                    DocumentCodecs.matching("[0-9]+\\.[0-9]+", "a version such as '1.1'"),
                    VolumeTarget::compat);
    private static final Field<VolumeTarget, Boolean> NOCOW = F.flag("nocow", VolumeTarget::nocow);
    private static final Field<VolumeTarget, Optional<StorageSize>> CLUSTER_SIZE =
            F.maybe("clusterSize", StorageSize.IN_B, VolumeTarget::clusterSize);
    private static final Field<VolumeTarget, Optional<Features>> FEATURES =
            F.maybe("features", Features.SHAPE, VolumeTarget::features);
    static final Shape<VolumeTarget> SHAPE =
            F.shape(
                    v ->
                            new VolumeTarget(
                                    v.get(PATH),
                                    v.get(FORMAT),
                                    v.get(PERMISSIONS),
                                    v.get(ENCRYPTION),
                                    v.get(COMPAT),
                                    v.get(NOCOW),
                                    v.get(CLUSTER_SIZE),
                                    v.get(FEATURES),
                                    v.kept()),
                    VolumeTarget::kept);

    public VolumeTarget {
        permissions = permissions.filter(said -> !said.isEmpty());
        compat = features.isPresent() ? compat.or(() -> Optional.of("1.1")) : compat;
    }

    /// Nothing said.
    static final VolumeTarget NONE =
            new VolumeTarget(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Kept.NONE);

    /// The same with the format that a file has which says none.
    VolumeTarget completed() {
        return new VolumeTarget(
                path,
                format.or(() -> Optional.of(new VolumeFormat("raw", Kept.NONE))),
                permissions,
                encryption,
                compat,
                nocow,
                clusterSize,
                features,
                kept);
    }

    /// What a volume's bytes are.
    public record VolumeFormat(String type, Kept kept) {
        private static final Fields<VolumeFormat> F = Fields.of("format");
        private static final Field<VolumeFormat, String> TYPE =
                F.required(
                        "type",
                        Codec.words(
                                "none",
                                "raw",
                                "dir",
                                "bochs",
                                "cloop",
                                "dmg",
                                "iso",
                                "vpc",
                                "vdi",
                                "fat",
                                "vhd",
                                "ploop",
                                "luks",
                                "cow",
                                "qcow",
                                "qcow2",
                                "qed",
                                "vmdk",
                                "unknown",
                                "auto",
                                "ext2",
                                "ext3",
                                "ext4",
                                "ufs",
                                "iso9660",
                                "udf",
                                "gfs",
                                "gfs2",
                                "vfat",
                                "hfs+",
                                "xfs",
                                "ocfs2",
                                "vmfs",
                                "linux",
                                "fat16",
                                "fat32",
                                "linux-swap",
                                "linux-lvm",
                                "linux-raid",
                                "extended"),
                        VolumeFormat::type);
        static final Shape<VolumeFormat> SHAPE =
                F.shape(v -> new VolumeFormat(v.get(TYPE), v.kept()), VolumeFormat::kept);
    }

    /// What a format has beyond its first version.
    ///
    /// @param lazyRefcounts whether reference counts may lag behind
    /// @param extendedL2 whether clusters have parts
    public record Features(boolean lazyRefcounts, boolean extendedL2, Kept kept) {
        private static final Fields<Features> F = Fields.of("features");
        private static final Field<Features, Boolean> LAZY_REFCOUNTS =
                F.flag("lazy_refcounts", Features::lazyRefcounts);
        private static final Field<Features, Boolean> EXTENDED_L2 =
                F.flag("extended_l2", Features::extendedL2);
        static final Shape<Features> SHAPE =
                F.shape(
                        v -> new Features(v.get(LAZY_REFCOUNTS), v.get(EXTENDED_L2), v.kept()),
                        Features::kept);

        public Features {
            if (!kept.nodes().isEmpty()) {
                kept.nodes().stream()
                        .map(Kept.Placed::node)
                        .filter(XmlElement.class::isInstance)
                        .map(XmlElement.class::cast)
                        .findFirst()
                        .ifPresent(
                                unknown -> {
                                    throw new IllegalArgumentException(
                                            "unknown feature '"
                                                    + unknown.name()
                                                    + "', expected 'lazy_refcounts' or"
                                                    + " 'extended_l2'");
                                });
            }
        }
    }
}
