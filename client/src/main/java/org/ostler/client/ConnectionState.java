package org.ostler.client;

/// How it stands with the connection to a host. What comes after what:
///
/// `Connected → Lost → Reconnecting → Connected` or `→ Lost` again; from anywhere `→ Closed`, which
/// stays.
public sealed interface ConnectionState {
    /// Calls go through.
    ///
    /// @param server how messages call it
    /// @param ostler whether it has Ostler's own calls; a libvirtd has not
    record Connected(String server, boolean ostler) implements ConnectionState {}

    /// There is no connection.
    ///
    /// @param reason a sentence: why it ended, or why the last attempt failed
    record Lost(String reason) implements ConnectionState {}

    /// One is being made.
    ///
    /// @param attempt how many attempts have been made since the last connection that held, this
    ///   one included
    record Reconnecting(int attempt) implements ConnectionState {}

    /// There will be no connection any more.
    ///
    /// @param reason a sentence
    record Closed(String reason) implements ConnectionState {}
}
