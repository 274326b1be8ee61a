package org.ostler.engine;

import org.ostler.engine.spi.Canonical;

/// A definition as it was read from the store.
///
/// @param autostart whether it starts together with the host
record StoredDomain(Canonical canonical, boolean autostart) {}
