package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.Optional;
import java.util.UUID;

/// Who the host is to a server of storage: `<auth>`.
public record StorageAuth(String type, String username, SecretRef secret, Kept kept) {
    private static final Fields<StorageAuth> F = Fields.of("auth");
    private static final Field<StorageAuth, String> TYPE =
            F.required("type", Codec.words("chap", "ceph"), StorageAuth::type);
    private static final Field<StorageAuth, String> USERNAME =
            F.required("username", Codec.WORD, StorageAuth::username);
    private static final Field<StorageAuth, SecretRef> SECRET =
            F.one("secret", SecretRef.SHAPE, StorageAuth::secret);
    static final Shape<StorageAuth> SHAPE =
            F.shape(
                    v -> new StorageAuth(v.get(TYPE), v.get(USERNAME), v.get(SECRET), v.kept()),
                    StorageAuth::kept);

    /// The secret with the password, by one of its names.
    public record SecretRef(
            Optional<String> type, Optional<UUID> uuid, Optional<String> usage, Kept kept) {
        private static final Fields<SecretRef> F = Fields.of("secret");
        private static final Field<SecretRef, Optional<String>> TYPE =
                F.optional("type", Codec.WORD, SecretRef::type);
        private static final Field<SecretRef, Optional<UUID>> UUID =
                F.optional("uuid", Codec.UUID, SecretRef::uuid);
        private static final Field<SecretRef, Optional<String>> USAGE =
                F.optional("usage", Codec.WORD, SecretRef::usage);
        static final Shape<SecretRef> SHAPE =
                F.shape(
                        v -> new SecretRef(v.get(TYPE), v.get(UUID), v.get(USAGE), v.kept()),
                        SecretRef::kept);

        public SecretRef {
            if (uuid.isPresent() == usage.isPresent()) {
                throw new IllegalArgumentException(
                        "a secret is named by one of the attributes 'uuid' and 'usage'");
            }
        }
    }
}
