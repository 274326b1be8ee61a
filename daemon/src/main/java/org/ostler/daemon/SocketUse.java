package org.ostler.daemon;

/// What a socket is for.
enum SocketUse {
    /// Hypervisors, with all that can be done to guests.
    EVERYTHING,
    /// Hypervisors, to look at.
    LOOKING,
    /// The daemon itself.
    ADMINISTRATION;

    /// The use of a socket that a service manager passed, by its `FileDescriptorName`.
    static SocketUse named(String name) {
        if (name.contains("-admin")) {
            return ADMINISTRATION;
        }
        return name.contains("-ro") ? LOOKING : EVERYTHING;
    }
}
