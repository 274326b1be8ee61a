package org.ostler.driver.xen;

/// libxl's error codes that this driver acts upon. Source: the public header `_libxl_types.h` of
/// Xen 4.17.
public enum LibxlError {
    /// Failed for a reason that only the log tells.
    FAIL(-3),
    /// The guest did not do what it was asked for in time.
    GUEST_TIMEDOUT(-8),
    /// libxl gave up waiting.
    TIMEDOUT(-9),
    /// The guest has no paravirtual shutdown.
    NOPARAVIRT(-10),
    /// No event is there.
    NOT_READY(-11),
    /// The caller's array is too short.
    BUFFERFULL(-13),
    /// No such domain.
    DOMAIN_NOTFOUND(-21),
    /// Cut short by `libxl_ao_abort`.
    ABORTED(-22),
    /// Nothing of that kind is there.
    NOTFOUND(-23),
    /// The domain was destroyed meanwhile.
    DOMAIN_DESTROYED(-24);

    private final int code;

    LibxlError(int code) {
        this.code = code;
    }

    /// The number.
    public int code() {
        return code;
    }
}
