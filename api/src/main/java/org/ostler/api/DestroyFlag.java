package org.ostler.api;

import java.util.Locale;

/// How a guest is destroyed (virDomainDestroyFlagsValues).
public enum DestroyFlag implements Flag {
    /// Only ask the emulator to end; fail where it does not in time.
    GRACEFUL(1),
    /// Also remove its log files.
    REMOVE_LOGS(1 << 1);

    private final int bit;

    DestroyFlag(int bit) {
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
