/// libvirt's RPC: frames, XDR, procedures, sessions, error mapping.
module org.ostler.wire {
    requires static org.jspecify;
    requires transitive org.ostler.api;
    requires org.ostler.posix;
    requires tools.jackson.core;

    exports org.ostler.wire;
    exports org.ostler.wire.protocol;
}
