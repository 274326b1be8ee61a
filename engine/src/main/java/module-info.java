/// What every driver shares: registry of snapshots, job runner, event log, durable store, operation
/// table, reconciliation.
module org.ostler.engine {
    requires static org.jspecify;
    requires transitive org.ostler.api;
}
