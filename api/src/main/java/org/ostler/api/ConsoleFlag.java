package org.ostler.api;

import java.util.Locale;

/// How a console is opened (virDomainConsoleFlags).
public enum ConsoleFlag implements Flag {
    /// Take the writer's place from whoever has it.
    FORCE(1),
    /// Refuse where the driver cannot keep two writers apart.
    SAFE(1 << 1),
    /// Only read; any number may. Ostler's own; never sent to a C libvirtd.
    WATCH(1 << 30);

    private final int bit;

    ConsoleFlag(int bit) {
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
