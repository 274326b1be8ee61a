package org.ostler.api;

import java.util.Locale;

/// What goes away together with a definition (virDomainUndefineFlagsValues).
public enum UndefineFlag implements Flag {
    /// Also remove a managed save.
    MANAGED_SAVE(1),
    /// Also forget the snapshots (their data stays).
    SNAPSHOTS_METADATA(1 << 1),
    /// Also remove the firmware's variables.
    NVRAM(1 << 2),
    /// Keep the firmware's variables.
    KEEP_NVRAM(1 << 3),
    /// Also forget the checkpoints.
    CHECKPOINTS_METADATA(1 << 4),
    /// Also remove the TPM's state.
    TPM(1 << 5),
    /// Keep the TPM's state.
    KEEP_TPM(1 << 6);

    private final int bit;

    UndefineFlag(int bit) {
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
