package org.ostler.model;

import java.util.Optional;

/// A copy of a character device's output: `<log>`.
///
/// @param append whether the file is kept across starts
public record CharLog(String file, Optional<Boolean> append, Kept kept) {
    private static final Fields<CharLog> F = Fields.of("log");
    private static final Field<CharLog, String> FILE =
            F.required("file", Codec.WORD, CharLog::file);
    private static final Field<CharLog, Optional<Boolean>> APPEND =
            F.optional("append", Codec.ON_OFF, CharLog::append);
    static final Shape<CharLog> SHAPE =
            F.shape(v -> new CharLog(v.get(FILE), v.get(APPEND), v.kept()), CharLog::kept);
}
