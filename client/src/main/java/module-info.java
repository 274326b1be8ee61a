/// The API over the wire, against Ostler's daemon or a C libvirtd.
module org.ostler.client {
    requires static org.jspecify;
    requires transitive org.ostler.api;
    requires org.ostler.wire;
}
