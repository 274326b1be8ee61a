package org.ostler.engine;

import org.ostler.api.Fault;
import org.ostler.api.FaultCode;
import org.ostler.api.FaultDomain;
import org.ostler.api.Layer;
import org.ostler.api.Origin;

import java.io.IOException;
import java.nio.file.FileSystemException;

/// Faults of the store: what could not be done, and the operating system's words. Pure.
final class StorageFaults {
    private StorageFaults() {}

    /// @param doing a clause, e.g. `cannot store domain 'web'`
    static Fault of(String doing, IOException cause) {
        return builder(doing, cause).build();
    }

    /// The same, where nobody knows what is on the disk now.
    static Fault unknown(String doing, IOException cause) {
        return builder(doing, cause).outcomeUnknown().build();
    }

    private static Fault.Builder builder(String doing, IOException cause) {
        String words = words(cause);
        return Fault.builder(FaultCode.SYSTEM_ERROR, FaultDomain.CONF, doing + ": " + words)
                .origin(Origin.of(Layer.ENGINE, "store", "", "", doing))
                .origin(
                        Origin.of(
                                Layer.OS,
                                "file",
                                file(cause),
                                cause.getClass().getSimpleName(),
                                words));
    }

    /// The deepest words that an exception has to tell.
    static String words(IOException cause) {
        if (cause instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static String file(IOException cause) {
        return cause instanceof FileSystemException file && file.getFile() != null
                ? file.getFile()
                : "";
    }
}
