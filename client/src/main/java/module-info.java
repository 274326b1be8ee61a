/// The API over the wire: [org.ostler.client.RemoteHypervisor] is what `api` promises, said to a
/// daemon in another process.
module org.ostler.client {
    requires static org.jspecify;
    requires transitive org.ostler.api;
    requires transitive org.ostler.wire;

    exports org.ostler.client;
}
