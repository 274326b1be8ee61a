package org.ostler.api;

/// An option of a call that has one bit in libvirt's flags word of that call; implemented by one
/// enum for each call.
public interface Flag {
    /// The bit that libvirt's clients send for it.
    int bit();

    /// The lower-case name by which Ostler's own interfaces call it, e.g. `autodestroy`.
    String id();
}
