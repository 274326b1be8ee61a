/// libvirt's RPC: frames, XDR, procedures, sessions, error mapping.
module org.ostler.wire {
    requires static org.jspecify;
    requires transitive org.ostler.api;
    requires transitive org.ostler.posix;

    exports org.ostler.wire;
    exports org.ostler.wire.protocol;
}
