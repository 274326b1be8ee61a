package org.ostler.driver.xen;

import java.io.IOException;

/// xenstored refused a request.
public final class XenStoreException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String error;

    XenStoreException(String request, String error) {
        super("xenstored refused to " + request + ": " + error + ".");
        this.error = error;
    }

    /// The error's name, as in `ENOENT`.
    public String error() {
        return error;
    }
}
