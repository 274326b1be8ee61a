package org.ostler.model.document;

import org.ostler.model.Codec;
import org.ostler.model.Field;
import org.ostler.model.Fields;
import org.ostler.model.Kept;
import org.ostler.model.Shape;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// How a volume is encrypted: `<encryption>`.
public record StorageEncryption(
        String format,
        Optional<String> engine,
        List<Passphrase> secrets,
        Optional<Cipher> cipher,
        Optional<Ivgen> ivgen,
        Kept kept) {
    private static final Fields<StorageEncryption> F = Fields.of("encryption");
    private static final Field<StorageEncryption, String> FORMAT =
            F.required(
                    "format",
                    Codec.words("default", "qcow", "luks", "luks2"),
                    StorageEncryption::format);
    private static final Field<StorageEncryption, Optional<String>> ENGINE =
            F.optional("engine", Codec.words("qemu", "librbd"), StorageEncryption::engine);
    private static final Field<StorageEncryption, List<Passphrase>> SECRETS =
            F.many("secret", Passphrase.SHAPE, StorageEncryption::secrets);
    private static final Field<StorageEncryption, Optional<Cipher>> CIPHER =
            F.maybe("cipher", Cipher.SHAPE, StorageEncryption::cipher);
    private static final Field<StorageEncryption, Optional<Ivgen>> IVGEN =
            F.maybe("ivgen", Ivgen.SHAPE, StorageEncryption::ivgen);
    static final Shape<StorageEncryption> SHAPE =
            F.shape(
                    v ->
                            new StorageEncryption(
                                    v.get(FORMAT),
                                    v.get(ENGINE),
                                    v.get(SECRETS),
                                    v.get(CIPHER),
                                    v.get(IVGEN),
                                    v.kept()),
                    StorageEncryption::kept);

    public StorageEncryption {
        secrets = List.copyOf(secrets);
    }

    /// The secret with the passphrase, by one of its names.
    public record Passphrase(String type, Optional<UUID> uuid, Optional<String> usage, Kept kept) {
        private static final Fields<Passphrase> F = Fields.of("secret");
        private static final Field<Passphrase, String> TYPE =
                F.required("type", Codec.words("passphrase"), Passphrase::type);
        private static final Field<Passphrase, Optional<UUID>> UUID =
                F.optional("uuid", Codec.UUID, Passphrase::uuid);
        private static final Field<Passphrase, Optional<String>> USAGE =
                F.optional("usage", Codec.WORD, Passphrase::usage);
        static final Shape<Passphrase> SHAPE =
                F.shape(
                        v -> new Passphrase(v.get(TYPE), v.get(UUID), v.get(USAGE), v.kept()),
                        Passphrase::kept);

        public Passphrase {
            if (uuid.isPresent() == usage.isPresent()) {
                throw new IllegalArgumentException(
                        "a secret is named by one of the attributes 'uuid' and 'usage'");
            }
        }
    }

    /// The cipher.
    ///
    /// @param keyBits bits of the key
    public record Cipher(
            String name, int keyBits, Optional<String> mode, Optional<String> hash, Kept kept) {
        private static final Fields<Cipher> F = Fields.of("cipher");
        private static final Field<Cipher, String> NAME =
                F.required("name", Codec.WORD, Cipher::name);
        private static final Field<Cipher, Integer> KEY_BITS =
                F.required("size", Codec.number(1, 65536), Cipher::keyBits);
        private static final Field<Cipher, Optional<String>> MODE =
                F.optional("mode", Codec.WORD, Cipher::mode);
        private static final Field<Cipher, Optional<String>> HASH =
                F.optional("hash", Codec.WORD, Cipher::hash);
        static final Shape<Cipher> SHAPE =
                F.shape(
                        v ->
                                new Cipher(
                                        v.get(NAME),
                                        v.get(KEY_BITS),
                                        v.get(MODE),
                                        v.get(HASH),
                                        v.kept()),
                        Cipher::kept);
    }

    /// How initial vectors are made.
    public record Ivgen(String name, Optional<String> hash, Kept kept) {
        private static final Fields<Ivgen> F = Fields.of("ivgen");
        private static final Field<Ivgen, String> NAME =
                F.required("name", Codec.WORD, Ivgen::name);
        private static final Field<Ivgen, Optional<String>> HASH =
                F.optional("hash", Codec.WORD, Ivgen::hash);
        static final Shape<Ivgen> SHAPE =
                F.shape(v -> new Ivgen(v.get(NAME), v.get(HASH), v.kept()), Ivgen::kept);
    }
}
