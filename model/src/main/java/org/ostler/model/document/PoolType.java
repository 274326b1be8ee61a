package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Kept;
import org.ostler.model.Spelled;

import java.util.Optional;

/// What kind of storage a pool has, and what follows from that for its description.
public enum PoolType implements Spelled {
    DIR("dir", "", false),
    FS("fs", "auto", false),
    NETFS("netfs", "auto", false),
    LOGICAL("logical", "lvm2", true),
    DISK("disk", "unknown", false),
    ISCSI("iscsi", "", false),
    ISCSI_DIRECT("iscsi-direct", "", false),
    SCSI("scsi", "", false),
    MPATH("mpath", "", false),
    RBD("rbd", "", false),
    SHEEPDOG("sheepdog", "", false),
    GLUSTER("gluster", "", true),
    ZFS("zfs", "", true),
    VSTORAGE("vstorage", "", true);

    static final Codec<PoolType> CODEC = Codec.of(values());

    private final String xml;
    private final String format;
    private final boolean named;

    PoolType(String xml, String format, boolean named) {
        this.xml = xml;
        this.format = format;
        this.named = named;
    }

    @Override
    public String xml() {
        return xml;
    }

    /// The format of a source that says none.
    Optional<String> format() {
        return format.isEmpty() ? Optional.empty() : Optional.of(format);
    }

    /// Whether its source is called as the pool is where it says no name.
    boolean isNamed() {
        return named;
    }

    /// Whether its volumes are no files or devices of the host.
    boolean isRemote() {
        return switch (this) {
            case RBD, SHEEPDOG, GLUSTER, ISCSI_DIRECT -> true;
            case DIR, FS, NETFS, LOGICAL, DISK, ISCSI, SCSI, MPATH, ZFS, VSTORAGE -> false;
        };
    }

    /// Where the volumes appear: for some types that follows from the source's name, whatever is
    /// said.
    Optional<StorageTarget> target(String source, Optional<StorageTarget> said) {
        String path =
                switch (this) {
                    case LOGICAL -> "/dev/" + source;
                    case ZFS -> "/dev/zvol/" + source;
                    case DIR, FS, NETFS, DISK, ISCSI, ISCSI_DIRECT, SCSI, MPATH -> "";
                    case RBD, SHEEPDOG, GLUSTER, VSTORAGE -> "";
                };
        if (path.isEmpty()) {
            return said;
        }
        return Optional.of(
                new StorageTarget(
                        Optional.of(path),
                        said.flatMap(StorageTarget::permissions),
                        said.map(StorageTarget::kept).orElse(Kept.NONE)));
    }
}
