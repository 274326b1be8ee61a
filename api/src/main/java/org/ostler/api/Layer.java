package org.ostler.api;

import java.util.Locale;

/// The layer of the stack in which something went wrong, from the caller's side down to the
/// operating system.
public enum Layer {
    /// The call itself: arguments, flags, permissions.
    API,
    /// Between the processes: connections, frames, deadlines of a remote side.
    WIRE,
    /// What every driver shares: registry, jobs, durable store.
    ENGINE,
    /// A guest's description.
    SPEC,
    /// A driver's own decision.
    DRIVER,
    /// QEMU's monitor, in its own words.
    QMP,
    /// The QEMU process: what it wrote before it ended.
    QEMU,
    /// libxl and the libraries below it, in their own words.
    LIBXL,
    /// The store that Xen's tools share.
    XENSTORE,
    /// The operating system.
    OS;

    /// The lower-case word for it, as written in fault chains.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
