package org.ostler.engine;

/// A definition as it was read from the store.
///
/// @param autostart whether it starts together with the host
record StoredDomain(Description description, boolean autostart) {}
