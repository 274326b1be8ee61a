package org.ostler.daemon.config;

import java.util.List;

/// The command line was not understood: everything that is wrong with it, at once.
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    /// A refusal for these reasons, at least one.
    public UsageException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
