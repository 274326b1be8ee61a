/// What every driver shares: registry of statuses, job runner, event log, durable store, operation
/// table, reconciliation with the host.
module org.ostler.engine {
    requires static org.jspecify;
    requires transitive org.ostler.api;
    requires org.ostler.posix;

    exports org.ostler.engine;
    exports org.ostler.engine.console;
    exports org.ostler.engine.spi;
}
