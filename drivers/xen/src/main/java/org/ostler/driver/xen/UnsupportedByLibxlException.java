package org.ostler.driver.xen;

import java.util.List;
import java.util.stream.Collectors;

/// A document holds something that this release of libxl does not know and would have dropped
/// silently.
public final class UnsupportedByLibxlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<LostKeys.Loss> losses;

    UnsupportedByLibxlException(String typeName, List<LostKeys.Loss> losses) {
        super(
                "libxl %s cannot carry everything of this %s: %s"
                        .formatted(
                                LibxlNative.LIBRARY.version(),
                                typeName,
                                losses.stream()
                                        .map(loss -> loss.path() + ": " + loss.reason())
                                        .collect(Collectors.joining(" "))));
        this.losses = List.copyOf(losses);
    }

    /// What would have been dropped; empty after serialization.
    public List<LostKeys.Loss> losses() {
        return losses;
    }
}
