package org.ostler.api;

import java.util.Locale;

/// How a guest is started (virDomainCreateFlags).
public enum StartFlag implements Flag {
    /// Leave it paused, before its first instruction.
    PAUSED(1),
    /// Destroy it when the connection that started it closes.
    AUTODESTROY(1 << 1),
    /// Keep the restored state out of the file-system cache.
    BYPASS_CACHE(1 << 2),
    /// Discard a managed save and boot afresh.
    FORCE_BOOT(1 << 3),
    /// Refuse a description that the schema does not know; only for a guest created from a
    /// description.
    VALIDATE(1 << 4),
    /// Make the firmware's variables anew from their template.
    RESET_NVRAM(1 << 5);

    private final int bit;

    StartFlag(int bit) {
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
