package org.ostler.model.document;

import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.Optional;

/// Where a pool's volumes appear on the host: `<target>`.
public record StorageTarget(Optional<String> path, Optional<Permissions> permissions, Kept kept) {
    private static final Fields<StorageTarget> F = Fields.of("target");
    private static final Field<StorageTarget, Optional<String>> PATH =
            F.optionalText("path", DocumentCodecs.PATH, StorageTarget::path);
    private static final Field<StorageTarget, Optional<Permissions>> PERMISSIONS =
            F.maybe("permissions", Permissions.SHAPE, StorageTarget::permissions);
    static final Shape<StorageTarget> SHAPE =
            F.shape(
                    v -> new StorageTarget(v.get(PATH), v.get(PERMISSIONS), v.kept()),
                    StorageTarget::kept);

    public StorageTarget {
        permissions = permissions.filter(said -> !said.isEmpty());
    }
}
