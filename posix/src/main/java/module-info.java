/// The few system calls that the JDK does not offer, through the Foreign Function & Memory API:
/// descriptors that are close-on-exec and close once, unix sockets with descriptor passing and peer
/// credentials, processes by pidfd, terminals, lock files, numeric ownership; and the way into
/// other libraries of C, for the drivers that need one.
///
/// Linux on x86_64 and aarch64. Every constant and layout names the header that it was taken from.
/// Nothing here keeps state of its own; a blocking call blocks the calling *platform* thread
/// (called from a virtual thread it pins the carrier, so only calls that are said not to block
/// belong there).
module org.ostler.posix {
    requires static org.jspecify;

    exports org.ostler.posix;
}
