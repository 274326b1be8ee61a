package org.ostler.driver.xen;

import org.ostler.posix.CString;
import org.ostler.xlcfg.Json;
import org.ostler.xlcfg.JsonText;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Optional;

/// One opaque struct of libxl in memory of its own; closing it gives back what libxl hung on it.
///
/// Belongs to the thread that made it.
final class LibxlStruct implements AutoCloseable {
    private final LibxlType type;
    private final Arena arena = Arena.ofConfined();
    private final long pointer;

    /// A struct with libxl's default values.
    LibxlStruct(LibxlType type) {
        this.type = type;
        pointer = arena.allocate(LibxlType.BUFFER_BYTES, 16).address();
        type.init(pointer);
    }

    /// The struct's address for a call.
    long pointer() {
        return pointer;
    }

    /// Reads a document into the struct, and reports what libxl did not take over.
    ///
    /// @throws LibxlException when libxl refuses the document, for example because of a word that
    ///   its enumeration lacks
    List<LostKeys.Loss> read(long ctx, LibxlLog log, Json.Obj document) {
        try (Arena text = Arena.ofConfined()) {
            int code = type.fromJson(ctx, pointer, CString.in(text, JsonText.write(document)));
            if (code != 0) {
                throw new LibxlException(
                        "reading", type.typeName(), code, LibxlNative.errorName(code), log.drain());
            }
        }
        List<LostKeys.Loss> losses =
                LostKeys.between(document, write(ctx), changed -> reread(ctx, changed));
        log.drain(); // what libxl said of the trials is nobody's failure
        return losses;
    }

    private Optional<Json.Obj> reread(long ctx, Json.Obj document) {
        try (Arena text = Arena.ofConfined();
                var trial = new LibxlStruct(type)) {
            int code =
                    type.fromJson(ctx, trial.pointer, CString.in(text, JsonText.write(document)));
            return code == 0 ? Optional.of(trial.write(ctx)) : Optional.empty();
        }
    }

    /// What the struct holds, without default values.
    Json.Obj write(long ctx) {
        return type.toJson(ctx, pointer);
    }

    @Override
    public void close() {
        type.dispose(pointer);
        arena.close();
    }
}
