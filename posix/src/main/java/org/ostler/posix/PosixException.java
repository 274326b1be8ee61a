package org.ostler.posix;

import java.io.IOException;

/// A system call failed: which call, on what, with which error number.
///
/// The message reads `connect /run/x.sock: Connection refused (ECONNREFUSED)`.
public final class PosixException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int errno;
    private final String call;
    private final String subject;

    /// @param call the function's name as in its manual page
    /// @param subject what it was called on: a path, `fd 7`, `pid 4711`
    public PosixException(String call, String subject, int errno) {
        super(call + " " + subject + ": " + Errno.text(errno) + " (" + Errno.name(errno) + ")");
        this.errno = errno;
        this.call = call;
        this.subject = subject;
    }

    /// The error number, one of [Errno]'s constants or another of the kernel's.
    public int errno() {
        return errno;
    }

    /// `ECONNREFUSED` and so on.
    public String errnoName() {
        return Errno.name(errno);
    }

    /// The C library's sentence for the number.
    public String errnoText() {
        return Errno.text(errno);
    }

    public String call() {
        return call;
    }

    public String subject() {
        return subject;
    }

    /// Whether the error number is `expected`.
    public boolean is(int expected) {
        return errno == expected;
    }
}
