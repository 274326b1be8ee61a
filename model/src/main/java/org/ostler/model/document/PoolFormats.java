package org.ostler.model.document;

import org.ostler.model.Place;

import java.util.List;

/// The formats that the source of each type of pool can have.
final class PoolFormats {
    private static final List<String> FILE_SYSTEMS =
            List.of(
                    "auto", "ext2", "ext3", "ext4", "ufs", "iso9660", "udf", "gfs", "gfs2", "vfat",
                    "hfs+", "xfs", "ocfs2", "vmfs");
    private static final List<String> NETWORK_FILE_SYSTEMS =
            List.of("auto", "nfs", "glusterfs", "cifs");
    private static final List<String> PARTITION_TABLES =
            List.of("unknown", "dos", "dvh", "gpt", "mac", "bsd", "pc98", "sun", "lvm2");
    private static final List<String> VOLUME_GROUPS = List.of("unknown", "lvm2");

    private PoolFormats() {}

    static void check(PoolType type, PoolSource source, Place place) {
        List<String> known = known(type);
        String said = source.format().map(PoolFormat::type).orElse("");
        if (!said.isEmpty() && !known.isEmpty() && !known.contains(said)) {
            throw place.child("format")
                    .fail(
                            "attribute 'type' has the invalid value '" + said + "'",
                            "one of '" + String.join("', '", known) + "'");
        }
    }

    private static List<String> known(PoolType type) {
        return switch (type) {
            case FS -> FILE_SYSTEMS;
            case NETFS -> NETWORK_FILE_SYSTEMS;
            case DISK -> PARTITION_TABLES;
            case LOGICAL -> VOLUME_GROUPS;
            case DIR, ISCSI, ISCSI_DIRECT, SCSI, MPATH, RBD, SHEEPDOG, GLUSTER, ZFS, VSTORAGE ->
                    List.of();
        };
    }
}
