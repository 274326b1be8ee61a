package org.ostler.driver.xen;

/// Why this host has no usable Xen, as a value: most hosts have none, and that is no error.
///
/// @param kind what is missing
/// @param reason one sentence for the operator, with the path or version that was looked at
public record XenAbsence(Kind kind, String reason) {
    /// What is missing.
    public enum Kind {
        /// The kernel does not run on Xen.
        NO_HYPERVISOR,
        /// The kernel runs on Xen, but as an ordinary guest.
        NOT_CONTROL_DOMAIN,
        /// The hypervisor's device file is missing or closed to this user.
        NO_PRIVCMD,
        /// No libxl of the running Xen's release is installed.
        NO_LIBRARY,
        /// The running Xen is older than this driver's libxl calls.
        TOO_OLD,
        /// xenstored does not answer.
        NO_XENSTORE
    }
}
