package org.ostler.api;

import java.util.Locale;

/// Which description of a domain is meant (virDomainXMLFlags).
public enum XmlFlag implements Flag {
    /// With passwords; refused on a read-only connection.
    SECURE(1),
    /// The stored definition, also while the guest runs.
    INACTIVE(1 << 1),
    /// With the host's processor expanded.
    UPDATE_CPU(1 << 2),
    /// In the form that another host takes.
    MIGRATABLE(1 << 3);

    private final int bit;

    XmlFlag(int bit) {
        this.bit = bit;
    }

    @Override
    public int bit() {
        return bit;
    }

    @Override
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
