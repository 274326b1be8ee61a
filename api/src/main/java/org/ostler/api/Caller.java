package org.ostler.api;

/// On whose behalf calls are made: shown as the owner of jobs, and bound to what ends together with
/// a connection.
///
/// @param description e.g. `uid 1000, pid 4711`
public record Caller(String description) {
    /// This process itself.
    public static final Caller SELF = new Caller("this process");
}
