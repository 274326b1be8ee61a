package org.ostler.api;

import java.util.Locale;

/// How a domain is defined (virDomainDefineFlags).
public enum DefineFlag implements Flag {
    /// Refuse a description that the schema does not know.
    VALIDATE(1),
    /// Refuse whatever the plan calls unsupported or ignored. Ostler's own; never sent to a C
    /// libvirtd.
    STRICT(1 << 30);

    private final int bit;

    DefineFlag(int bit) {
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
