/// What one can do with a host: interfaces, records and sealed types, implemented by the engine in
/// process and by the client over the wire.
module org.ostler.api {
    requires static org.jspecify;
    requires transitive org.ostler.model;

    exports org.ostler.api;
    exports org.ostler.api.log;
}
