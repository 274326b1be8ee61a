package org.ostler.model.document;

import org.ostler.model.Place;

/// What a pool of each type needs to be found.
final class PoolChecks {
    private PoolChecks() {}

    static void check(StoragePool pool, Place place) {
        PoolSource source = pool.source();
        Place at = place.child("source");
        PoolType type = pool.type();
        switch (type) {
            case FS, DISK -> need(!source.devices().isEmpty(), "device", type, at);
            case NETFS -> {
                need(!source.hosts().isEmpty(), "host", type, at);
                need(source.dir().isPresent(), "dir", type, at);
            }
            case ISCSI -> {
                need(!source.hosts().isEmpty(), "host", type, at);
                need(!source.devices().isEmpty(), "device", type, at);
            }
            case ISCSI_DIRECT -> {
                need(!source.hosts().isEmpty(), "host", type, at);
                need(!source.devices().isEmpty(), "device", type, at);
                need(source.initiator().isPresent(), "initiator", type, at);
            }
            case SCSI -> need(source.adapter().isPresent(), "adapter", type, at);
            case GLUSTER, SHEEPDOG -> need(!source.hosts().isEmpty(), "host", type, at);
            case RBD -> {
                need(!source.hosts().isEmpty(), "host", type, at);
                need(source.name().isPresent(), "name", type, at);
            }
            case DIR, LOGICAL, MPATH, ZFS, VSTORAGE -> {}
        }
        if (!type.isRemote()) {
            boolean path = pool.target().flatMap(StorageTarget::path).isPresent();
            need(path, "target/path", type, place);
        }
        PoolFormats.check(type, source, at);
    }

    private static void need(boolean has, String element, PoolType type, Place place) {
        if (!has) {
            throw place.fail(
                    "element '"
                            + element
                            + "' is missing, which a pool of type '"
                            + type.xml()
                            + "' needs",
                    "");
        }
    }
}
