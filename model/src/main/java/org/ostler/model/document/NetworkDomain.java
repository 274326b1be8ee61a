package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.Optional;

/// The guests' domain of names: `<domain>`.
///
/// @param name such as `example.com`
/// @param localOnly whether unknown names in it are asked of nobody else
public record NetworkDomain(String name, Optional<Boolean> localOnly, Kept kept) {
    private static final Fields<NetworkDomain> F = Fields.of("domain");
    private static final Field<NetworkDomain, String> NAME =
            F.required("name", Codec.WORD, NetworkDomain::name);
    private static final Field<NetworkDomain, Optional<Boolean>> LOCAL_ONLY =
            F.optional("localOnly", Codec.YES_NO, NetworkDomain::localOnly);
    static final Shape<NetworkDomain> SHAPE =
            F.shape(
                    v -> new NetworkDomain(v.get(NAME), v.get(LOCAL_ONLY), v.kept()),
                    NetworkDomain::kept);
}
