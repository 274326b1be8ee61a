package org.ostler.model;

import java.util.List;

/// How the attribute `type` of `<disk>` chooses the kind of source; a disk without type is a file.
final class DiskSources {
    static final Variants<DiskSource> VARIANTS =
            Variants.<DiskSource>by("type")
                    .when("file", DiskSource.File.class, DiskSource.File.SHAPE)
                    .when("block", DiskSource.Block.class, DiskSource.Block.SHAPE)
                    .when("dir", DiskSource.Dir.class, DiskSource.Dir.SHAPE)
                    .when("network", DiskSource.Network.class, DiskSource.Network.SHAPE)
                    .when("volume", DiskSource.Volume.class, DiskSource.Volume.SHAPE)
                    .when(
                            List.of("nvme", "vhostuser"),
                            DiskSource.Untyped.class,
                            DiskSource.Untyped.SHAPE,
                            DiskSource.Untyped::type)
                    .otherwise("file");

    private DiskSources() {}
}
