package org.ostler.engine;

import java.io.IOException;

/// A change of which nobody knows whether a later start will find it.
final class JournalDoubt extends IOException {
    private static final long serialVersionUID = 1;

    /// @param because why it is not known to be on the disk, and why it could not be taken back
    JournalDoubt(IOException because) {
        super(because.getMessage(), because);
    }
}
